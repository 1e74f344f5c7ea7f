using System.Net;
using System.Net.Sockets;
using Orbit.Storage.S3.Tests.Reading;

namespace Orbit.Storage.S3.Tests.Errors;

/// <summary>Failures before any answer say what to check.</summary>
public sealed class ConnectionTests : DoubleFixture
{
    [Test]
    public async Task Read_NobodyListens_IsConnectionFailed()
    {
        Open(options => (options.Endpoint, options.Retry.MaxAttempts) = (new Uri($"http://127.0.0.1:{FreePort()}"), 2));

        StorageException failure = await FailsAsync(() => ReadAsync("object"), StorageErrorKind.ConnectionFailed);

        Assert.That((failure.IsTransient, failure.Attempts), Is.EqualTo((true, 2)));
    }

    [Test]
    public async Task Read_UnknownHost_IsConnectionFailed()
    {
        Open(options => (options.Endpoint, options.Retry.MaxAttempts) = (new Uri("http://nowhere.invalid"), 1));

        await FailsAsync(() => ReadAsync("object"), StorageErrorKind.ConnectionFailed);
    }

    [Test]
    public async Task Read_UntrustedCertificate_IsRefusedAtOnceWithTheRemedy()
    {
        Open(options => options.Endpoint = Server.Https);

        StorageException failure = await FailsAsync(() => ReadAsync("object"), StorageErrorKind.HostKeyRejected);

        Assert.That((failure.IsTransient, failure.Attempts), Is.EqualTo((false, 1)));
        Assert.That(failure.Message, Does.Contain(nameof(S3BackendOptions.CertificateAuthorityFile)));
    }

    [Test]
    public async Task Read_TrustedCertificate_Succeeds()
    {
        Put("object");
        Open(options => (options.Endpoint, options.CertificateAuthorityFile) = (Server.Https, Server.CertificateAuthorityFile));

        Assert.That(await ReadAsync("object"), Is.EqualTo("content"));
    }

    [Test]
    public async Task Read_HttpsWhereHttpIsSpoken_IsConnectionFailedAtOnce()
    {
        Open(options => options.Endpoint = new UriBuilder(Server.Http) { Scheme = "https" }.Uri);

        StorageException failure = await FailsAsync(() => ReadAsync("object"), StorageErrorKind.ConnectionFailed);

        Assert.That(failure.IsTransient, Is.False);
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
