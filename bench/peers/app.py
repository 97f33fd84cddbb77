"""What a web application does with a webhook: verify, insert, answer. Served by uvicorn.

PostgreSQL's defaults hold, so the insert is on the disk before the answer (fsync and
synchronous_commit are on), and a delivery that comes twice is stored once.
"""

import contextlib
import hashlib
import hmac
import json
import os

import asyncpg
from fastapi import FastAPI, HTTPException, Request

INSERT = """
INSERT INTO events (delivery, event, repository, payload) VALUES ($1, $2, $3, $4)
ON CONFLICT (delivery) DO NOTHING RETURNING id
"""
SECRET = os.environ["WEBHOOK_SECRET"].encode()


@contextlib.asynccontextmanager
async def lifespan(application):
    async with asyncpg.create_pool(os.environ["DATABASE"], min_size=4, max_size=8) as pool:
        application.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan)


def check(body, signature):
    digest = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(f"sha256={digest}".encode(), signature.encode()):
        raise HTTPException(401)


@app.post("/api/v1/webhooks/github")
async def receive(request: Request):
    body = await request.body()
    check(body, request.headers.get("x-hub-signature-256", ""))
    try:
        payload = json.loads(body)
        repository = payload["repository"]["full_name"]
    except (ValueError, KeyError, TypeError):
        raise HTTPException(400) from None
    delivery = request.headers["x-github-delivery"]
    event = request.headers["x-github-event"]
    stored = await app.state.pool.fetchval(INSERT, delivery, event, repository, body.decode())
    status = "duplicate" if stored is None else "accepted"
    return {"status": status, "delivery_id": delivery, "event_id": stored}
