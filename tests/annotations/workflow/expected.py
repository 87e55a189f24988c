"""The workflow's table, written out from the contract by hand: what each person meets in each situation.

One block a situation, one line an action, one word a person: nobody signed in, a viewer, an editor, a reviewer, an
administrator, a superuser; then, with a star, the same roles for those who authored a judged value. A word is what
happens: `in` sign in first, `role` role_required, `own` own_work, `already` approved_already, `never` not_allowed_now,
`fix` correct_first, `gone` not_published, `stale` approval_stale; else the state that the claim is in afterwards, with `~` where
its approval is stale then, `+` where it is valid, and `1` where the first of two approvals stands.

`STEPS` says for which setting of the newsroom (approvals asked for) a block holds.
"""

PEOPLE = (
    "anonymous", "viewer", "editor", "reviewer", "admin", "superuser",
    "viewer*", "editor*", "reviewer*", "admin*", "superuser*",
)  # fmt: skip

STEPS = {
    "draft": (1, 2),
    "in review": (1,),
    "in review, two wanted": (2,),
    "in review, first approval given": (2,),
    "changes requested": (1, 2),
    "approved": (1, 2),
    "approved, gone stale": (1,),
    "approved, gone stale, two wanted": (2,),
    "approved, gone stale, first renewal given": (2,),
    "published": (1, 2),
    "published, gone stale": (1,),
    "published, gone stale, two wanted": (2,),
    "withdrawn": (1, 2),
    "published, next version a draft": (1, 2),
    "published, next version in review": (1,),
}

# action           nobody viewer editor  reviewer admin   superuser | viewer* editor* reviewer* admin*  superuser*
TABLE = """
# draft
submit             in role in_review in_review in_review in_review | role in_review in_review in_review in_review
recall             in role never never never never                 | role never never never never
approve            in role role never never never                  | role role never never never
request-changes    in role role never never never                  | role role never never never
publish            in role role never never never                  | role role never never never
withdraw           in role role gone gone gone                     | role role gone gone gone
correct            in role never never never never                 | role never never never never
edit               in role draft draft draft draft                 | role draft draft draft draft
rate               in role draft draft draft draft                 | role draft draft draft draft
delete             in role deleted deleted deleted deleted         | role deleted deleted deleted deleted

# in review
submit             in role never never never never                 | role never never never never
recall             in role draft draft draft draft                 | role draft draft draft draft
approve            in role role approved+ approved+ approved+      | role role own own own
request-changes    in role role changes_requested changes_requested changes_requested | role role own own own
publish            in role role never never never                  | role role never never never
withdraw           in role role gone gone gone                     | role role gone gone gone
correct            in role never never never never                 | role never never never never
edit               in role in_review in_review in_review in_review | role in_review in_review in_review in_review
rate               in role in_review in_review in_review in_review | role in_review in_review in_review in_review
delete             in role never never never never                 | role never never never never

# in review, two wanted
submit             in role never never never never                 | role never never never never
recall             in role draft draft draft draft                 | role draft draft draft draft
approve            in role role in_review1 in_review1 in_review1   | role role own own own
request-changes    in role role changes_requested changes_requested changes_requested | role role own own own
publish            in role role never never never                  | role role never never never
withdraw           in role role gone gone gone                     | role role gone gone gone
correct            in role never never never never                 | role never never never never
edit               in role in_review in_review in_review in_review | role in_review in_review in_review in_review
rate               in role in_review in_review in_review in_review | role in_review in_review in_review in_review
delete             in role never never never never                 | role never never never never

# in review, first approval given
submit             in role never never never never                 | role never never never never
recall             in role draft draft draft draft                 | role draft draft draft draft
approve            in role role already approved+ approved+        | role role own own own
request-changes    in role role changes_requested changes_requested changes_requested | role role own own own
publish            in role role never never never                  | role role never never never
withdraw           in role role gone gone gone                     | role role gone gone gone
correct            in role never never never never                 | role never never never never
edit               in role in_review in_review in_review in_review | role in_review in_review in_review in_review
rate               in role in_review in_review in_review in_review | role in_review in_review in_review in_review
delete             in role never never never never                 | role never never never never

# changes requested
submit             in role in_review in_review in_review in_review | role in_review in_review in_review in_review
recall             in role never never never never                 | role never never never never
approve            in role role never never never                  | role role never never never
request-changes    in role role never never never                  | role role never never never
publish            in role role never never never                  | role role never never never
withdraw           in role role gone gone gone                     | role role gone gone gone
correct            in role never never never never                 | role never never never never
edit               in role changes_requested changes_requested changes_requested changes_requested | role changes_requested changes_requested changes_requested changes_requested
rate               in role changes_requested changes_requested changes_requested changes_requested | role changes_requested changes_requested changes_requested changes_requested
delete             in role deleted deleted deleted deleted         | role deleted deleted deleted deleted

# approved
submit             in role never never never never                 | role never never never never
recall             in role never never never never                 | role never never never never
approve            in role role never never never                  | role role never never never
request-changes    in role role changes_requested changes_requested changes_requested | role role own own own
publish            in role role published+ published+ published+   | role role own own own
withdraw           in role role gone gone gone                     | role role gone gone gone
correct            in role never never never never                 | role never never never never
edit               in role draft draft draft draft                 | role draft draft draft draft
rate               in role draft draft draft draft                 | role draft draft draft draft
delete             in role never never never never                 | role never never never never

# approved, gone stale
submit             in role never never never never                 | role never never never never
recall             in role never never never never                 | role never never never never
approve            in role role approved+ approved+ approved+      | role role own own own
request-changes    in role role changes_requested changes_requested changes_requested | role role own own own
publish            in role role stale stale stale                  | role role stale stale stale
withdraw           in role role gone gone gone                     | role role gone gone gone
correct            in role never never never never                 | role never never never never
edit               in role draft draft draft draft                 | role draft draft draft draft
rate               in role draft draft draft draft                 | role draft draft draft draft
delete             in role never never never never                 | role never never never never

# approved, gone stale, two wanted
submit             in role never never never never                 | role never never never never
recall             in role never never never never                 | role never never never never
approve            in role role approved~1 approved~1 approved~1   | role role own own own
request-changes    in role role changes_requested changes_requested changes_requested | role role own own own
publish            in role role stale stale stale                  | role role stale stale stale
withdraw           in role role gone gone gone                     | role role gone gone gone
correct            in role never never never never                 | role never never never never
edit               in role draft draft draft draft                 | role draft draft draft draft
rate               in role draft draft draft draft                 | role draft draft draft draft
delete             in role never never never never                 | role never never never never

# approved, gone stale, first renewal given
submit             in role never never never never                 | role never never never never
recall             in role never never never never                 | role never never never never
approve            in role role already approved+ approved+        | role role own own own
request-changes    in role role changes_requested changes_requested changes_requested | role role own own own
publish            in role role stale stale stale                  | role role stale stale stale
withdraw           in role role gone gone gone                     | role role gone gone gone
correct            in role never never never never                 | role never never never never
edit               in role draft draft draft draft                 | role draft draft draft draft
rate               in role draft draft draft draft                 | role draft draft draft draft
delete             in role never never never never                 | role never never never never

# published
submit             in role never never never never                 | role never never never never
recall             in role never never never never                 | role never never never never
approve            in role role never never never                  | role role never never never
request-changes    in role role never never never                  | role role never never never
publish            in role role never never never                  | role role never never never
withdraw           in role role withdrawn+ withdrawn+ withdrawn+   | role role withdrawn+ withdrawn+ withdrawn+
correct            in role draft draft draft draft                 | role draft draft draft draft
edit               in role fix fix fix fix                         | role fix fix fix fix
rate               in role fix fix fix fix                         | role fix fix fix fix
delete             in role never never never never                 | role never never never never

# published, gone stale
submit             in role never never never never                 | role never never never never
recall             in role never never never never                 | role never never never never
approve            in role role published+ published+ published+   | role role own own own
request-changes    in role role never never never                  | role role never never never
publish            in role role never never never                  | role role never never never
withdraw           in role role withdrawn~ withdrawn~ withdrawn~   | role role withdrawn~ withdrawn~ withdrawn~
correct            in role draft draft draft draft                 | role draft draft draft draft
edit               in role fix fix fix fix                         | role fix fix fix fix
rate               in role fix fix fix fix                         | role fix fix fix fix
delete             in role never never never never                 | role never never never never

# published, gone stale, two wanted
submit             in role never never never never                 | role never never never never
recall             in role never never never never                 | role never never never never
approve            in role role published~1 published~1 published~1 | role role own own own
request-changes    in role role never never never                  | role role never never never
publish            in role role never never never                  | role role never never never
withdraw           in role role withdrawn~ withdrawn~ withdrawn~   | role role withdrawn~ withdrawn~ withdrawn~
correct            in role draft draft draft draft                 | role draft draft draft draft
edit               in role fix fix fix fix                         | role fix fix fix fix
rate               in role fix fix fix fix                         | role fix fix fix fix
delete             in role never never never never                 | role never never never never

# withdrawn
submit             in role never never never never                 | role never never never never
recall             in role never never never never                 | role never never never never
approve            in role role never never never                  | role role never never never
request-changes    in role role never never never                  | role role never never never
publish            in role role never never never                  | role role never never never
withdraw           in role role gone gone gone                     | role role gone gone gone
correct            in role draft draft draft draft                 | role draft draft draft draft
edit               in role fix fix fix fix                         | role fix fix fix fix
rate               in role fix fix fix fix                         | role fix fix fix fix
delete             in role never never never never                 | role never never never never

# published, next version a draft
submit             in role in_review in_review in_review in_review | role in_review in_review in_review in_review
recall             in role never never never never                 | role never never never never
approve            in role role never never never                  | role role never never never
request-changes    in role role never never never                  | role role never never never
publish            in role role never never never                  | role role never never never
withdraw           in role role draft draft draft                  | role role draft draft draft
correct            in role never never never never                 | role never never never never
edit               in role draft draft draft draft                 | role draft draft draft draft
rate               in role draft draft draft draft                 | role draft draft draft draft
delete             in role never never never never                 | role never never never never

# published, next version in review
submit             in role never never never never                 | role never never never never
recall             in role draft draft draft draft                 | role draft draft draft draft
approve            in role role approved+ approved+ approved+      | role role own own own
request-changes    in role role changes_requested changes_requested changes_requested | role role own own own
publish            in role role never never never                  | role role never never never
withdraw           in role role in_review in_review in_review      | role role in_review in_review in_review
correct            in role never never never never                 | role never never never never
edit               in role in_review in_review in_review in_review | role in_review in_review in_review in_review
rate               in role in_review in_review in_review in_review | role in_review in_review in_review in_review
delete             in role never never never never                 | role never never never never
"""

CODES = {
    "in": "sign_in_required",
    "role": "role_required",
    "own": "own_work",
    "already": "approved_already",
    "never": "not_allowed_now",
    "fix": "correct_first",
    "gone": "not_published",
    "stale": "approval_stale",
}


def expected() -> dict[str, dict[str, dict[str, str]]]:
    """The table by situation, action and person; a refusal as its code."""
    table: dict[str, dict[str, dict[str, str]]] = {}
    situation = ""
    for line in filter(None, TABLE.splitlines()):
        if line.startswith("# "):
            situation = line.removeprefix("# ")
            table[situation] = {}
            continue
        action, *words = line.replace("|", " ").split()
        outcomes = [CODES.get(word, word) for word in words]
        table[situation][action] = dict(zip(PEOPLE, outcomes, strict=True))
    return table
