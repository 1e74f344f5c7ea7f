using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Connection;

public class DarkNetworkTests
{
    // Far above what is promised, far below what SSH.NET alone takes.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Test]
    public async Task RunAsync_NetworkGoesDark_EndsByItsTokenAndSoDoesDisposal()
    {
        using DarkProxy network = new(OpenSshServer.Port);
        SftpSessions sessions = LeaseTests.New(Options(network));
        await using SftpLease lease = await sessions.LeaseAsync(default);
        network.GoDark();
        using CancellationTokenSource deadline = new(300);

        Task<bool> call = lease.RunAsync(client => client.Exists("."), deadline.Token);

        Assert.That(async () => await call.WaitAsync(Soon), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await sessions.DisposeAsync().AsTask().WaitAsync(Soon), Throws.Nothing);
    }

    [Test]
    public async Task RunLongAsync_NetworkGoesDarkDuringAnUpload_EndsByItsToken()
    {
        using DarkProxy network = new(OpenSshServer.Port);
        SshBackendOptions options = Options(network);
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);
        using CancellationTokenSource deadline = new();
        using Endless source = new(() => network.GoDark());

        Task<bool> upload = lease.RunLongAsync(
            client =>
            {
                client.UploadFile(source, options.Root + "/dark");
                return true;
            },
            deadline.Token);
        await source.Reached.WaitAsync(Soon);
        deadline.CancelAfter(500);

        Assert.That(async () => await upload.WaitAsync(Soon), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task DisposeAsync_NetworkIsDarkAndNobodyCalls_EndsSoon()
    {
        using DarkProxy network = new(OpenSshServer.Port);
        SftpSessions sessions = LeaseTests.New(Options(network));
        await (await sessions.LeaseAsync(default)).DisposeAsync();
        network.GoDark();
        long start = Stopwatch.GetTimestamp();

        await sessions.DisposeAsync();

        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(Soon));
    }

    [Test]
    public async Task DisposeAsync_DuringACall_EndsTheCall()
    {
        using DarkProxy network = new(OpenSshServer.Port);
        SftpSessions sessions = LeaseTests.New(Options(network));
        await using SftpLease lease = await sessions.LeaseAsync(default);
        network.GoDark();
        Task<bool> call = lease.RunAsync(client => client.Exists("."), default);

        await sessions.DisposeAsync();

        Assert.That(async () => await call.WaitAsync(Soon), Throws.Exception.Not.TypeOf<TimeoutException>());
    }

    [Test]
    public async Task LeaseAsync_IdleConnectionNoLongerAnswers_TakesANewOne()
    {
        using DarkProxy network = new(OpenSshServer.Port);
        FakeTimeProvider time = new();
        await using SftpSessions sessions = new(Options(network), time, NullLogger.Instance);
        SftpLease first = await sessions.LeaseAsync(default);
        await first.DisposeAsync();
        network.GoDark();
        time.Advance(TimeSpan.FromSeconds(30));

        Task<SftpLease> leasing = sessions.LeaseAsync(default).AsTask();
        for (int i = 0; i < 300 && !leasing.IsCompleted && first.Connection.IsUsable; i++)
        {
            await Task.Delay(20);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await using SftpLease second = await leasing.WaitAsync(Soon);
        Assert.That(second.IsOnSameAs(first), Is.False);
        Assert.That(await second.RunAsync(client => client.Exists("."), default), Is.True);
    }

    private static SshBackendOptions Options(DarkProxy network)
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.HostKeyFingerprints.Add(HostKeys.Fingerprints.Of("host_ed25519"));
        options.KnownHostsFile = null;
        options.Port = network.Port;
        return options;
    }

    /// <summary>Content without an end, which calls after some megabytes.</summary>
    private sealed class Endless(Action reached) : Stream
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _count;

        public Task Reached => _reached.Task;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _count; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            _count += count;
            if (_count > 4_000_000 && !_reached.Task.IsCompleted)
            {
                reached();
                _reached.SetResult();
            }

            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
