// How does a program send a stream whose length it does not know, such as the output of tar, to a bucket?
//   tar c directory | dotnet run -c Release --project samples/StreamToBucket -- 's3://bucket/backups?region=eu-central-1' today.tar
using System.IO.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Orbit.Storage;

if (args is not [var uri, var path])
{
    Console.Error.WriteLine(
        """
        Usage: StreamToBucket URI PATH < content
          URI   s3://bucket/prefix?region=R, with &endpoint=https%3A%2F%2Fhost for other stores; or file:///directory
          PATH  the object to write, below the prefix
        Credentials are the AWS SDK's own: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or the machine's role.
        """);
    return 2;
}

using CancellationTokenSource interruption = new();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interruption.Cancel();
};

ServiceCollection services = new();
services.AddOrbitStorage().AddS3Uris();
await using ServiceProvider provider = services.BuildServiceProvider();
try
{
    await using IStorageBackend store = provider.GetRequiredService<IStorageBackendProvider>().Open(uri);
    WriteOptions options = new() { Progress = new Progress<TransferProgress>(progress => Console.Error.Write($"\r{progress.BytesTransferred >> 20} MiB")) };

    // The pipe is read as fast as the store takes parts, and no faster: memory does not depend on the length.
    PipeReader content = PipeReader.Create(Console.OpenStandardInput(), new StreamPipeReaderOptions(bufferSize: 128 * 1024));
    WriteResult written = await store.WriteAsync(path, content, options, interruption.Token);

    Console.WriteLine($"{written.Path}: {written.Size} bytes, entity tag {written.ETag ?? "none"}");
    return 0;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted; nothing was published and nothing is left behind.");
    return 130;
}
catch (StorageException failure)
{
    Console.Error.WriteLine($"{failure.Kind}: {failure.Message}");
    return 1;
}
