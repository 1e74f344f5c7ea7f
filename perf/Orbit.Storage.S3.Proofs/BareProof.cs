using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Measuring;

namespace Orbit.Storage.S3.Proofs;

/// <summary>
/// The same bytes by <see cref="HttpClient"/> alone, over presigned addresses: nothing is signed on the way, checked, retried, counted or kept in order. What the platform itself costs, that no client on it can be below.
/// </summary>
internal static class BareProof
{
    private const int Piece = 8 << 20;
    private const int AtOnce = 8;
    private const int Buffer = 128 << 10;

    public static async Task<int> UploadAsync(string file)
    {
        long bytes = new FileInfo(file).Length;
        await using S3Backend backend = Endpoint.Backend("virtual");
        using HttpClient client = Endpoint.Bare();
        Measurement measurement = Measurement.Start();
        using SafeFileHandle source = File.OpenHandle(file, options: FileOptions.Asynchronous);
        await ForEachPieceAsync(bytes, async (offset, count) =>
        {
            byte[] piece = ArrayPool<byte>.Shared.Rent(count);
            for (int done = 0; done < count;)
            {
                done += await RandomAccess.ReadAsync(source, piece.AsMemory(done, Math.Min(Buffer, count - done)), offset + done);
            }

            Uri address = await backend.PresignPutAsync($"bare-{offset}", TimeSpan.FromHours(1));
            using HttpResponseMessage response = await client.PutAsync(address, new ByteArrayContent(piece, 0, count));
            response.EnsureSuccessStatusCode();
            ArrayPool<byte>.Shared.Return(piece);
        });
        measurement.Report($"upload-file who=httpclient bytes={bytes}");
        return 0;
    }

    public static async Task<Measurement> DownloadAsync(string key, long bytes, string file)
    {
        await using S3Backend backend = Endpoint.Backend("virtual");
        using HttpClient client = Endpoint.Bare();
        Measurement measurement = Measurement.Start();
        Uri address = await backend.PresignGetAsync(key, TimeSpan.FromHours(1));
        using SafeFileHandle target = File.OpenHandle(file, FileMode.Create, FileAccess.Write, options: FileOptions.Asynchronous);
        await ForEachPieceAsync(bytes, async (offset, count) =>
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(offset, offset + count - 1) } };
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (response.StatusCode != HttpStatusCode.PartialContent)
            {
                throw new HttpRequestException($"The range was answered with {response.StatusCode}.");
            }

            await using Stream body = await response.Content.ReadAsStreamAsync();
            byte[] buffer = ArrayPool<byte>.Shared.Rent(Buffer);
            for (int done = 0; done < count;)
            {
                int read = await body.ReadAtLeastAsync(buffer.AsMemory(0, Math.Min(buffer.Length, count - done)), Math.Min(buffer.Length, count - done));
                await RandomAccess.WriteAsync(target, buffer.AsMemory(0, read), offset + done);
                done += read;
            }

            ArrayPool<byte>.Shared.Return(buffer);
        });
        return measurement;
    }

    private static Task ForEachPieceAsync(long bytes, Func<long, int, Task> work) => Parallel.ForEachAsync(
        Enumerable.Range(0, (int)((bytes + Piece - 1) / Piece)),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (index, _) => await work((long)index * Piece, (int)Math.Min(Piece, bytes - (long)index * Piece)));
}
