"""KMS wraps a ciphertext again under another key: what ReEncrypt is, made of the emulator's Decrypt and Encrypt."""

import json

from ministack.core.responses import json_response
from ministack.services import kms

handle = kms.handle_request


def reencrypt(data):
    source = {
        "CiphertextBlob": data["CiphertextBlob"],
        "KeyId": data.get("SourceKeyId", ""),
        "EncryptionContext": data.get("SourceEncryptionContext", {}),
    }
    status, headers, body = opened = kms._decrypt(source)
    if status >= 300:
        return opened
    plain = json.loads(body)
    target = {
        "Plaintext": plain["Plaintext"],
        "KeyId": data["DestinationKeyId"],
        "EncryptionContext": data.get("DestinationEncryptionContext", {}),
    }
    status, headers, body = made = kms._encrypt(target)
    if status >= 300:
        return made
    wrapped = json.loads(body)
    return json_response({**wrapped, "SourceKeyId": plain["KeyId"]})


async def handle_request(method, path, headers, body, query_params):
    if headers.get("x-amz-target", "").endswith(".ReEncrypt"):
        return reencrypt(json.loads(body))
    return await handle(method, path, headers, body, query_params)


def install():
    kms.handle_request = handle_request
