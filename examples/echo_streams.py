"""An echo server and three clients, talking over TCP on the loopback interface."""

import asyncio


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Serve one client. The server starts a new task of this coroutine for every connection."""
    while line := await reader.readline():  # suspends until a line, or b"" at the end, has arrived
        writer.write(line.upper())
        await writer.drain()  # suspends only if the client reads more slowly than we write
    writer.close()
    await writer.wait_closed()


async def talk(port: int, name: str) -> list[str]:
    """Be one client: send two lines, and collect what comes back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    for word in ("hello", "goodbye"):
        writer.write(f"{word} from {name}\n".encode())
        answers.append((await reader.readline()).decode().rstrip())
    writer.close()
    await writer.wait_closed()
    return answers


async def main() -> None:
    # Port 0 lets the operating system choose a free one.
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        # The three conversations overlap in time; gather returns their results in the order of its arguments.
        conversations = await asyncio.gather(*(talk(port, name) for name in ("ann", "bob", "cid")))
    for answers in conversations:
        print(" | ".join(answers))
    print("server closed:", not server.is_serving())


asyncio.run(main())
