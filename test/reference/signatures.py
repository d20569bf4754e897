"""Reference proofs of src/connectors (written to fixtures/signatures.json): Mintegral's token and Meta's appsecret_proof,
put together as the vendors' pages say, with CPython's own MD5 and SHA-256, which share no code with Node's OpenSSL."""
import hmac, json, os
import _md5
try:
    from _sha2 import sha256
except ImportError:
    from _sha256 import sha256


def md5(text):
    return _md5.md5(text.encode("utf-8")).hexdigest()


def mintegral(api_key, seconds):
    """https://adv.mintegral.com/doc: token = md5(API key + md5(timestamp))."""
    return {"apiKey": api_key, "seconds": seconds, "token": md5(api_key + md5(str(seconds)))}


def meta(app_secret, token):
    """https://developers.facebook.com/docs/graph-api/guides/secure-requests: HMAC-SHA256 of the token, keyed by the app secret."""
    proof = hmac.new(app_secret.encode(), token.encode(), sha256).hexdigest()
    return {"appSecret": app_secret, "token": token, "proof": proof}


out = {
    "mintegral": [
        mintegral("d41d8cd98f00b204e9800998ecf8427e", 1_700_000_000),
        mintegral("0" * 32, 1_795_168_800),
        mintegral("a key with spaces & ünïcode", 2_147_483_648),
    ],
    "meta": [
        meta("0123456789abcdef0123456789abcdef", "EAABsbCS1iHgBAKZCZAZAx"),
        meta("0123456789abcdef0123456789abcdef", "EAAB" + "x" * 196),
        meta("s" * 65, "1234567890|AbCdEf_-"),
    ],
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures", "signatures.json")
with open(path, "w") as file:
    json.dump(out, file, indent=2, ensure_ascii=False)
    file.write("\n")
