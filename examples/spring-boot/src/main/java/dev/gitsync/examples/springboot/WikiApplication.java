package dev.gitsync.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A small wiki of a team, which existed before gitsync. */
@SpringBootApplication
public class WikiApplication {
    /** Starts the wiki. */
    public static void main(String[] arguments) {
        SpringApplication.run(WikiApplication.class, arguments);
    }
}
