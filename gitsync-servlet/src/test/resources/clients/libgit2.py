"""libgit2 by way of pygit2: clone FOLDER URL DEPTH | pull FOLDER URL | push FOLDER URL FILE TEXT REF.

What went wrong is printed, with status 1. What this libgit2 can't do is status 77.
"""

import pathlib
import sys

import pygit2

CANT = 77


class Callbacks(pygit2.RemoteCallbacks):
    """Keeps what the server says about a ref that was pushed."""

    def __init__(self):
        super().__init__()
        self.refusals = []

    def push_update_reference(self, refname, message):
        if message is not None:
            self.refusals.append(f"{refname}: {message}")


def clone(folder, url, depth):
    if int(depth) == 0:
        pygit2.clone_repository(url, folder)
        return
    try:
        pygit2.clone_repository(url, folder, depth=int(depth))
    except TypeError:
        print("this libgit2 makes no shallow clones")
        sys.exit(CANT)


def pull(folder, url):
    repository = pygit2.Repository(folder)
    repository.remotes["origin"].fetch()
    tip = repository.references["refs/remotes/origin/main"].target
    repository.checkout_tree(repository[tip])
    repository.references["refs/heads/main"].set_target(tip)
    repository.checkout("refs/heads/main")


def push(folder, url, file, text, ref):
    repository = pygit2.Repository(folder)
    pathlib.Path(folder, file).write_text(text, encoding="utf-8")
    repository.index.add(file)
    repository.index.write()
    person = pygit2.Signature("L", "l@example.org")
    repository.create_commit(
        "HEAD", person, person, f"Write {file}\n", repository.index.write_tree(), [repository.head.target]
    )
    callbacks = Callbacks()
    repository.remotes["origin"].push([f"{repository.head.name}:{ref}"], callbacks=callbacks)
    if callbacks.refusals:
        print("\n".join(callbacks.refusals))
        sys.exit(1)


try:
    {"clone": clone, "pull": pull, "push": push}[sys.argv[1]](*sys.argv[2:])
except pygit2.GitError as problem:
    print(problem)
    sys.exit(1)
