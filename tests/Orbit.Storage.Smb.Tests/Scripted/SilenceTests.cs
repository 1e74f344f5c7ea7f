using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Scripted;

internal sealed class SilenceTests : ScriptedTest
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2.5);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task Read_PendingWhileTheServerAnswersEcho_GoesOnWaiting()
    {
        TaskCompletionSource answer = new();
        SmbDouble server = Serve(new SmbDoubleOptions { Script = exchange => Pend(exchange, answer.Task) });
        byte[] content = Put(server, "file", 1000);
        SmbShare share = await Connect(server, _ => Settings(server, time: _time)).OpenAsync(Patience);
        Task<byte[]> read = ReadAsync(share, "file");

        // Minutes, in which it is asked again and again.
        while (server.Count(SmbCommand.Echo) < 20)
        {
            _time.Advance(Step);
            await Task.Delay(1, Patience);
        }

        Assert.That(read.IsCompleted, Is.False);
        answer.SetResult();
        Assert.That(await read, Is.EqualTo(content));
    }

    [Test]
    public async Task Read_PendingWhileTheServerIsSilent_FailsInTheEnd()
    {
        TaskCompletionSource never = new();
        SmbDouble server = Serve(new SmbDoubleOptions { Script = exchange => exchange.Command == SmbCommand.Echo ? Task.CompletedTask : Pend(exchange, never.Task) });
        Put(server, "file", 1000);
        SmbShare share = await Connect(server, _ => Settings(server, time: _time)).OpenAsync(Patience);
        Task<byte[]> read = ReadAsync(share, "file");

        while (!read.IsCompleted)
        {
            _time.Advance(Step);
            await Task.Delay(1, Patience);
        }

        Assert.Multiple(() =>
        {
            Assert.ThrowsAsync<ConnectionLostException>(() => read);
            Assert.That(share.IsLost, Is.True);
        });
        never.SetResult();
    }

    [Test]
    public async Task Read_GivenUpWhilePending_AsksTheServerToGiveUp([Values] bool isEncrypted)
    {
        TaskCompletionSource pending = new();
        TaskCompletionSource cancelled = new();
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            SessionFlags = isEncrypted ? SessionFlags.Encrypt : SessionFlags.None,
            Script = async exchange =>
            {
                if (exchange.Command == SmbCommand.Read)
                {
                    await exchange.SendInterimAsync();
                    pending.SetResult();
                    await exchange.Cancelled;
                    exchange.Reply.Fail(0xC0000120);
                    cancelled.SetResult();
                }

                await exchange.SendAsync();
            },
        });
        byte[] content = Put(server, "file", 1000);
        SmbShare share = await Connect(server).OpenAsync(Patience);
        SmbFile file = await OpenAsync(share, "file");
        using CancellationTokenSource impatience = new();
        Task read = file.ReadAsync(0, 1000, impatience.Token).AsTask();
        await pending.Task.WaitAsync(Patience);

        await impatience.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => read);
        await cancelled.Task.WaitAsync(Patience);
        FileDescription description = await file.DescribeAsync(Patience);
        Assert.Multiple(() =>
        {
            Assert.That(description.Size, Is.EqualTo(content.Length), "The connection goes on.");
            Assert.That(server.Violations, Is.Empty);
        });
    }

    private static async Task Pend(DoubleExchange exchange, Task until)
    {
        if (exchange.Command == SmbCommand.Read)
        {
            await exchange.SendInterimAsync();
            await until;
        }

        await exchange.SendAsync();
    }
}
