"""Functions that a user pool calls, on the embedded LocalStack.

Events and answers are those of the pages below
https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from pycognito import aws_srp

from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from tests.lambda_functions import Function, deploying
from tests.user_pools import PASSWORD, UserPool, claims, refused, user_pool

# Answers each trigger as the user's name or the client's metadata ask for, and keeps what it was called with.
CODE = """
    import json
    kept = []

    def handler(event, context):
        if event == "kept":
            found, kept[:] = list(kept), []
            return found
        kept.append(event)
        source, name, request = event["triggerSource"], event["userName"], event["request"]
        kind, _, occasion = source.partition("_")
        act = globals()["on_" + kind.lower()]
        act(event, name, request, event["response"])
        return "nonsense" if name == "odd" else event

    def on_presignup(event, name, request, response):
        if name == "denied": raise Exception("Not on the list")
        is_in = name.startswith("auto")
        response.update(autoConfirmUser=is_in, autoVerifyEmail=is_in, autoVerifyPhone=False)

    def on_postconfirmation(event, name, request, response):
        pass

    def on_preauthentication(event, name, request, response):
        if request["validationData"].get("from") == "nowhere": raise Exception("Blocked")

    def on_postauthentication(event, name, request, response):
        pass

    def on_custommessage(event, name, request, response):
        response["emailSubject"] = "Welcome"
        response["emailMessage"] = "Hello " + name + ": " + request["codeParameter"]

    def on_tokengeneration(event, name, request, response):
        if event["version"] == "1":
            claims = {"claimsToAddOrOverride": {"tier": "gold", "sub": "x"}, "claimsToSuppress": ["email"]}
            groups = {"groupOverrideDetails": {"groupsToOverride": ["vip"]}}
            response["claimsOverrideDetails"] = {**claims, **groups}
            return
        added = {"claimsToAddOrOverride": {"plan": {"level": 3}}}
        access = {**added, "scopesToAdd": ["shop/read"], "scopesToSuppress": ["aws.cognito.signin.user.admin"]}
        response["claimsAndScopeOverrideDetails"] = {"idTokenGeneration": added, "accessTokenGeneration": access}

    def on_usermigration(event, name, request, response):
        if name == "stranger": raise Exception("Bad password")
        response["userAttributes"] = {"email": name + "@example.com", "email_verified": "true"}
        response["finalUserStatus"], response["messageAction"] = "CONFIRMED", "SUPPRESS"

    def on_defineauthchallenge(event, name, request, response):
        session = request["session"]
        response["failAuthentication"] = len(session) >= 3 and not session[-1]["challengeResult"]
        names = [one["challengeName"] for one in session]
        response["issueTokens"] = names[-1:] == ["CUSTOM_CHALLENGE"] and session[-1]["challengeResult"]
        response["challengeName"] = "PASSWORD_VERIFIER" if names == ["SRP_A"] else "CUSTOM_CHALLENGE"

    def on_createauthchallenge(event, name, request, response):
        response["publicChallengeParameters"] = {"question": "6 * 7"}
        response["privateChallengeParameters"] = {"answer": "42"}
        response["challengeMetadata"] = "SUM"

    def on_verifyauthchallengeresponse(event, name, request, response):
        response["answerCorrect"] = request["challengeAnswer"] == request["privateChallengeParameters"]["answer"]
    """
SCOPES = [{"ScopeName": name, "ScopeDescription": name} for name in ("read", "write")]
HELD = "User pool cannot be deleted. It has a domain configured that should be deleted first."
TRIGGERS = (
    *("PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication", "CustomMessage"),
    *("PreTokenGeneration", "DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"),
)


@dataclass(frozen=True)
class Triggered:
    """Use a pool that calls a function."""

    pool: UserPool
    function: Function
    arn: str

    def events(self) -> list[dict[str, Any]]:
        """Return the events of which the function was not asked yet, and forget them."""
        return list(self.function("kept").payload)


@pytest.fixture(scope="module")
def function(aws: EndpointSession) -> Iterator[Function]:
    """Yield the function, which is deleted after the file's tests."""
    with contextmanager(deploying)(aws) as deploy:
        made = deploy(CODE)
        made.client.add_permission(
            FunctionName=made.name,
            StatementId="cognito",
            Action="lambda:InvokeFunction",
            Principal="cognito-idp.amazonaws.com",
        )
        yield made


@pytest.fixture(scope="module")
def triggered(aws: EndpointSession, localstack_server: AwsEndpoint, function: Function) -> Iterator[Triggered]:
    """Yield a pool that calls the function on every occasion but migrations."""
    arn = function.client.get_function(FunctionName=function.name)["Configuration"]["FunctionArn"]
    settings: Any = {"LambdaConfig": dict.fromkeys(TRIGGERS, arn), "AutoVerifiedAttributes": ["email"]}
    with user_pool(aws, localstack_server.endpoint_url, **settings) as pool:
        yield Triggered(pool, function, arn)


def sign_up(pool: UserPool, name: str, **more: Any) -> dict[str, Any]:
    """Sign somebody up who has an address."""
    email = [{"Name": "email", "Value": f"{name}@example.com"}]
    return pool.call("sign_up", Username=name, Password=PASSWORD, UserAttributes=email, **more)


def test_pre_sign_up_confirms_and_refuses(triggered: Triggered) -> None:
    """A confirmed user may sign in at once, and the page's words tell why another one is refused.

    user-pool-lambda-pre-sign-up.html, user-pool-lambda-post-confirmation.html
    """
    triggered.events()
    metadata = {"from": "web"}

    made = sign_up(triggered.pool, "auto-ann", ClientMetadata=metadata)

    before, after = triggered.events()
    assert made["UserConfirmed"] is True
    assert (before["triggerSource"], after["triggerSource"]) == ("PreSignUp_SignUp", "PostConfirmation_ConfirmSignUp")
    assert (before["version"], before["userName"], before["userPoolId"]) == ("1", "auto-ann", triggered.pool.id)
    assert before["callerContext"]["clientId"] == triggered.pool.client_id
    assert before["request"]["clientMetadata"] == metadata
    assert after["request"]["userAttributes"]["cognito:user_status"] == "CONFIRMED"
    assert after["request"]["userAttributes"]["email_verified"] == "true"
    with refused("UserLambdaValidation", "PreSignUp failed with error Not on the list."):
        sign_up(triggered.pool, "denied")
    with refused("InvalidLambdaResponse", "PreSignUp failed: Unrecognizable lambda output"):
        sign_up(triggered.pool, "odd")
    with refused("UserNotFound", "User does not exist."):
        triggered.pool.admin("admin_get_user", Username="denied")


def test_a_function_writes_the_messages(triggered: Triggered) -> None:
    """Its text has the code in place of the parameter. user-pool-lambda-custom-message.html."""
    sign_up(triggered.pool, "bob")

    (message,) = triggered.pool.messages("bob")

    assert (message["Subject"], message["Message"]) == ("Welcome", f"Hello bob: {message['Code']}")
    assert [event["triggerSource"] for event in triggered.events()][-1] == "CustomMessage_SignUp"


def test_functions_see_each_sign_in(triggered: Triggered) -> None:
    """The first trigger may refuse a sign-in, the others see its tokens (user-pool-lambda-pre-authentication.html)."""
    pool = triggered.pool
    name = pool.add_user(email="cid@example.com", email_verified="true")
    given = {"AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": name, "PASSWORD": PASSWORD}}
    triggered.events()

    tokens = pool.call("initiate_auth", **given)["AuthenticationResult"]

    sources = [event["triggerSource"] for event in triggered.events()]
    occasion = "Authentication"
    assert sources == [f"PreAuthentication_{occasion}", f"PostAuthentication_{occasion}", f"TokenGeneration_{occasion}"]
    own, access = claims(tokens["IdToken"]), claims(tokens["AccessToken"])
    assert (own["tier"], own["cognito:groups"], "email" in own) == ("gold", ["vip"], False)
    assert own["sub"] == access["sub"] != "x"
    assert "tier" not in access
    with refused("UserLambdaValidation", "PreAuthentication failed with error Blocked."):
        pool.call("initiate_auth", **given, ClientMetadata={"from": "nowhere"})
    pool.start("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=tokens["RefreshToken"])
    assert triggered.events()[-1]["triggerSource"] == "TokenGeneration_RefreshTokens"


def test_the_second_version_changes_access_tokens(
    aws: EndpointSession, localstack_server: AwsEndpoint, triggered: Triggered
) -> None:
    """Claims may be objects, and scopes come and go. user-pool-lambda-pre-token-generation.html."""
    newer = {"PreTokenGenerationConfig": {"LambdaVersion": "V2_0", "LambdaArn": triggered.arn}}
    settings: Any = {"LambdaConfig": newer}
    with user_pool(aws, localstack_server.endpoint_url, **settings) as pool:
        tokens = pool.sign_in(pool.add_user())

    (event,) = triggered.events()[-1:]
    access = claims(tokens["AccessToken"])
    assert (event["version"], event["request"]["scopes"]) == ("2", ["aws.cognito.signin.user.admin"])
    assert (access["scope"], access["plan"]) == ("shop/read", {"level": 3})
    assert claims(tokens["IdToken"])["plan"] == {"level": 3}


def test_a_function_asks_questions(triggered: Triggered) -> None:
    """CUSTOM_AUTH goes on until the functions issue tokens or fail. user-pool-lambda-challenge.html."""
    pool = triggered.pool
    name = pool.add_user()
    asked = pool.start("CUSTOM_AUTH", USERNAME=name)
    assert asked["ChallengeParameters"] == {"USERNAME": name, "question": "6 * 7"}

    again = pool.answer(asked, USERNAME=name, ANSWER="41")
    done = pool.answer(again, USERNAME=name, ANSWER="42")

    assert done["AuthenticationResult"]["IdToken"]
    session = [event for event in triggered.events() if event["triggerSource"].startswith("Define")][-1]["request"]
    results = [(one["challengeMetadata"], one["challengeResult"]) for one in session["session"]]
    assert results == [("SUM", False), ("SUM", True)]
    asked = pool.start("CUSTOM_AUTH", USERNAME=name)
    for _ in range(2):
        asked = pool.answer(asked, USERNAME=name, ANSWER="no")
    with refused("NotAuthorized", "Incorrect username or password."):
        pool.answer(asked, USERNAME=name, ANSWER="no")


def test_a_user_comes_from_elsewhere(
    aws: EndpointSession, localstack_server: AwsEndpoint, triggered: Triggered
) -> None:
    """The first sign-in asks the function, later ones the pool. user-pool-lambda-migrate-user.html."""
    settings: Any = {"LambdaConfig": {"UserMigration": triggered.arn}}
    with user_pool(aws, localstack_server.endpoint_url, **settings) as pool:
        triggered.events()
        found = claims(pool.sign_in("old-friend")["IdToken"])
        (event,) = triggered.events()
        pool.sign_in("old-friend")

        assert (event["triggerSource"], event["request"]["password"]) == ("UserMigration_Authentication", PASSWORD)
        assert (found["email"], found["cognito:username"]) == ("old-friend@example.com", "old-friend")
        assert triggered.events() == []
        with refused("UserLambdaValidation", "UserMigration failed with error Bad password."):
            pool.sign_in("stranger")


def test_a_pool_needs_permission(
    aws: EndpointSession, localstack_server: AwsEndpoint, function: Function, triggered: Triggered
) -> None:
    """A function whose policy lets another pool in only is not called; nor is one that is not there."""
    config = function.client.get_function(FunctionName=function.name)["Configuration"]
    function.client.create_alias(FunctionName=function.name, Name="closed", FunctionVersion="$LATEST")
    function.client.add_permission(
        FunctionName=function.name,
        Qualifier="closed",
        StatementId="other",
        Action="lambda:InvokeFunction",
        Principal="cognito-idp.amazonaws.com",
        SourceArn=triggered.pool.admin("describe_user_pool")["UserPool"]["Arn"],
    )
    missing = json.loads(json.dumps(config["FunctionArn"]).replace(function.name, "missing"))
    for arn in (f"{config['FunctionArn']}:closed", missing):
        settings: Any = {"LambdaConfig": {"PreSignUp": arn}}
        with (
            user_pool(aws, localstack_server.endpoint_url, **settings) as pool,
            refused("UnexpectedLambda", "PreSignUp invocation failed due to error AccessDeniedException."),
        ):
            sign_up(pool, "new")


def test_a_machines_token_is_changed_by_the_third_version(
    aws: EndpointSession, localstack_server: AwsEndpoint, triggered: Triggered
) -> None:
    """Client credentials have no user: the function sees the client. user-pool-lambda-pre-token-generation.html."""
    newest = {"PreTokenGenerationConfig": {"LambdaVersion": "V3_0", "LambdaArn": triggered.arn}}
    settings: Any = {"LambdaConfig": newest}
    with user_pool(aws, localstack_server.endpoint_url, **settings) as pool:
        pool.admin("create_resource_server", Identifier="shop", Name="shop", Scopes=SCOPES)
        pool.admin("create_user_pool_domain", Domain="machines")
        machine = pool.make_app(
            GenerateSecret=True,
            AllowedOAuthFlowsUserPoolClient=True,
            AllowedOAuthFlows=["client_credentials"],
            AllowedOAuthScopes=["shop/write"],
        )
        url = f"{pool.address}/_aws/cognito-idp/machines/oauth2/token"
        auth = (machine.client_id, machine.app["ClientSecret"])
        token = requests.post(url, data={"grant_type": "client_credentials"}, auth=auth, timeout=60).json()
        with refused("InvalidParameter", HELD):
            pool.admin("delete_user_pool")
        pool.admin("delete_user_pool_domain", Domain="machines")

    (event,) = triggered.events()[-1:]
    assert (event["triggerSource"], event["userName"]) == ("TokenGeneration_ClientCredentials", machine.client_id)
    assert claims(token["access_token"])["scope"] == "shop/write shop/read"
    assert claims(token["access_token"])["plan"] == {"level": 3}


def test_a_password_comes_before_the_questions(triggered: Triggered) -> None:
    """CUSTOM_AUTH may begin with SRP: the functions see it, and ask for the proof themselves."""
    pool = triggered.pool
    name = pool.add_user()
    client = aws_srp.AWSSRP(
        username=name, password=PASSWORD, pool_id=pool.id, client_id=pool.client_id, client=pool.cognito
    )
    triggered.events()

    asked = pool.start("CUSTOM_AUTH", CHALLENGE_NAME="SRP_A", **client.get_auth_params())

    sources = [event for event in triggered.events() if event["triggerSource"].startswith("Define")]
    (first,) = sources[0]["request"]["session"]
    assert (first["challengeName"], first["challengeResult"]) == ("SRP_A", True)
    assert asked["ChallengeName"] == "PASSWORD_VERIFIER"
    responses = client.process_challenge(asked["ChallengeParameters"], client.get_auth_params())
    question = pool.answer(asked, **responses)
    assert question["ChallengeName"] == "CUSTOM_CHALLENGE"
    assert pool.answer(question, USERNAME=name, ANSWER="42")["AuthenticationResult"]["IdToken"]
