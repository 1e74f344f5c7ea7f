using System.Buffers;
using System.Security.Cryptography;
using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Scripted;

/// <summary>A client at a server that plays a script. A test that hangs is given up after half a minute.</summary>
internal abstract class ScriptedTest
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly Stack<IAsyncDisposable> _open = new();
    private SmbCredential _credential = null!;

    protected CancellationToken Patience => _patience.Token;

    [SetUp]
    public void MakeCredential() => _credential = SmbCredential.Create(string.Empty, "user", "password");

    [TearDown]
    public async Task CloseAsync()
    {
        while (_open.TryPop(out IAsyncDisposable? last))
        {
            await last.DisposeAsync();
        }

        _credential.Dispose();
        _patience.Dispose();
    }

    protected SmbDouble Serve(SmbDoubleOptions options)
    {
        SmbDouble server = new(options);
        _open.Push(server);
        return server;
    }

    protected SmbClient Connect(SmbDouble server, Func<ClientSettings, ClientSettings>? change = null)
    {
        SmbClient client = new(change?.Invoke(Settings(server)) ?? Settings(server), new Closings());
        _open.Push(client);
        return client;
    }

    protected ClientSettings Settings(
        SmbDouble server,
        SmbCredential? credential = null,
        EncryptionDemand encryption = EncryptionDemand.ServerDecides,
        bool requiresSigning = true,
        TimeProvider? time = null,
        SmbDialect minDialect = SmbDialect.Smb21) => new()
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Share = SmbDoubleOptions.Share,
            Credential = credential ?? _credential,
            Encryption = encryption,
            RequiresSigning = requiresSigning,
            MinDialect = minDialect,
            MaxDialect = server.Options.Dialect,
            Time = time ?? TimeProvider.System,
        };

    /// <summary>Puts a file of random content on the share.</summary>
    protected static byte[] Put(SmbDouble server, string path, int length) => (server.Files[path] = new DoubleFile { Content = RandomNumberGenerator.GetBytes(length) }).Content;

    protected async Task<SmbFile> OpenAsync(SmbShare share, string path, CreateDisposition disposition = CreateDisposition.Open)
    {
        CreateRequest request = new()
        {
            Path = path,
            Access = AccessMask.ReadData | AccessMask.WriteData | AccessMask.ReadAttributes,
            Disposition = disposition,
            Choices = CreateChoices.NotDirectory,
        };
        return await share.OpenAsync(request, Patience);
    }

    /// <summary>Reads a whole file with several requests under way.</summary>
    protected async Task<byte[]> ReadAsync(SmbShare share, string path)
    {
        SmbFile file = await OpenAsync(share, path);
        byte[] content = new byte[(int)file.Description.Size];
        using PipelinedRead read = new(file, 0, content.Length);
        int have = 0;
        while (have < content.Length)
        {
            int count = await read.ReadAsync(content.AsMemory(have), Patience);
            Assert.That(count, Is.Positive, "The file ends early.");
            have += count;
        }

        await file.CloseAsync(Patience);
        return content;
    }

    protected async Task WriteAsync(SmbShare share, string path, byte[] content)
    {
        SmbFile file = await OpenAsync(share, path, CreateDisposition.OpenIf);
        await file.WriteAsync(0, new ReadOnlySequence<byte>(content), Patience);
        await file.FlushAsync(Patience);
        await file.CloseAsync(Patience);
    }

    protected async Task<string[]> ListAsync(SmbShare share)
    {
        using SmbDirectory directory = await SmbDirectory.OpenAsync(share, string.Empty, Patience);
        List<string> names = [];
        while (await directory.ReadAsync(Patience) is { } reply)
        {
            using (reply)
            {
                AddNames(reply, names);
            }
        }

        return [.. names];
    }

    /// <summary>Asserts that the client gives the connection up because of what the server sent.</summary>
    protected static void AssertBroken(Func<Task> call)
    {
        ConnectionLostException? lost = Assert.ThrowsAsync<ConnectionLostException>(call);
        Assert.That(lost!.InnerException, Is.TypeOf<SmbProtocolException>(), lost.Message);
    }

    private static void AddNames(SmbReply reply, List<string> names)
    {
        ReadOnlySpan<byte> entries = SmbDirectory.EntriesOf(reply);
        while (!entries.IsEmpty)
        {
            names.Add(DirectoryEntry.ReadNext(ref entries).Name());
        }
    }
}
