"""The description makes working clients, in Python and in TypeScript, without a warning."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from drf_spectacular.renderers import OpenApiJsonRenderer

from annotations.api.openapi import document
from annotations.models import Article
from tests.annotations.api.conftest import Caller
from tests.factories import users
from tests.factories.articles import make_article

pytestmark = [pytest.mark.live, pytest.mark.long]
HERE = Path(__file__).parent / "clients"
ROOT = settings.BASE_DIR


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    """The description as a file."""
    path = tmp_path / "schema.json"
    path.write_bytes(OpenApiJsonRenderer().render(document(), renderer_context={}))
    return path


@pytest.fixture
def caller(db: None) -> Caller:
    """An editor with a token, whose rows the server sees."""
    return Caller(users.make_editor())


@pytest.fixture
def article(caller: Caller) -> Article:
    return make_article(by=caller.user)


def run(*command: str, cwd: Path, **env: str) -> str:
    """What a program prints; it must succeed."""
    done = subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def token_of(caller: Caller) -> str:
    return str(caller.defaults["HTTP_AUTHORIZATION"]).removeprefix("Token ")


PYTHON = """
import json, os
from client import AuthenticatedClient
from client.api.articles import article_claims_create
from client.api.auth import me
from client.models import ClaimMarkedRequest, Problem

ours = AuthenticatedClient(os.environ["BASE_URL"], os.environ["TOKEN"], prefix="Token", raise_on_unexpected_status=True)
with ours:
    who = me.sync(client=ours)
    made = article_claims_create.sync(os.environ["ARTICLE"], client=ours, body=ClaimMarkedRequest(start=0, end=10))
    refused = article_claims_create.sync(os.environ["ARTICLE"], client=ours, body=ClaimMarkedRequest(start=5, end=5))
assert isinstance(refused, Problem), refused
print(json.dumps({"username": who.username, "state": made.state.value, "start": made.anchor.start, "code": refused.code}))
"""


def test_a_python_client_reads_writes_and_understands_a_refusal(
    schema: Path, caller: Caller, article: Article, live_server_url: str, tmp_path: Path
) -> None:
    generator = Path(sys.executable).with_name("openapi-python-client")
    said = run(
        str(generator),
        "generate",
        *("--path", str(schema), "--output-path", "client", "--meta", "none"),
        *("--config", str(HERE / "openapi-python-client.yaml")),
        cwd=tmp_path,
    )
    assert "WARNING" not in said, said
    assert user_given(caller) == run_python(tmp_path, caller, article, live_server_url)


def user_given(caller: Caller) -> str:
    assert caller.user is not None
    return caller.user.username


def run_python(folder: Path, caller: Caller, article: Article, url: str) -> str:
    """What the program with the Python client prints."""
    told = run(
        sys.executable,
        *("-W", "error", "-c", PYTHON),
        cwd=folder,
        BASE_URL=url,
        TOKEN=token_of(caller),
        ARTICLE=str(article.pk),
    )
    found = json.loads(told)
    assert (found["state"], found["start"], found["code"]) == ("draft", 0, "empty_selection")
    return str(found["username"])


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node, as the lint does")
def test_a_typescript_client_is_made_compiled_and_works(
    schema: Path, caller: Caller, article: Article, live_server_url: str, tmp_path: Path
) -> None:
    modules = ROOT / "node_modules"
    if not (modules / "@hey-api" / "openapi-ts").exists():
        pytest.skip("make lint installs the generator that package-lock.json names")
    node = str(shutil.which("node"))
    said = run(
        node,
        *("--import", str(HERE / "typescript-api.mjs")),
        str(modules / "@hey-api" / "openapi-ts" / "dist" / "run.mjs"),
        *("--file", str(HERE / "openapi-ts.config.mjs")),
        cwd=ROOT,
        SCHEMA=str(schema),
        CLIENT=str(tmp_path / "client"),
    )
    assert "warn" not in said.lower(), said
    shutil.copy(HERE / "call.ts", tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "tsconfig.json").write_text(
        json.dumps(
            {
                "compilerOptions": {
                    "strict": True,
                    "target": "ES2022",
                    "lib": ["ES2022", "DOM", "DOM.Iterable"],
                    "module": "NodeNext",
                    "rootDir": ".",
                    "outDir": "made",
                    "types": [],
                },
                "include": ["call.ts", "client/**/*.ts"],
            }
        )
    )
    run(node, str(modules / "typescript" / "bin" / "tsc"), "-p", str(tmp_path), cwd=tmp_path)
    told = run(
        node,
        "made/call.js",
        cwd=tmp_path,
        BASE_URL=live_server_url,
        TOKEN=token_of(caller),
        ARTICLE=str(article.pk),
    )
    assert json.loads(told) == {"username": user_given(caller), "state": "draft", "start": 0}
