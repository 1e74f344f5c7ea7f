using Orbit.Storage.S3.Double;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3.Tests.Reading;

/// <summary>A read begins with a range, whose answer describes the object and is not asked for again.</summary>
public sealed class FirstAnswerTests : DoubleFixture
{
    private const long MiB = 1 << 20;

    [Test]
    public async Task Read_SmallObject_IsOneRangedRequest()
    {
        Put("small", "some content");

        Assert.That(await ReadAsync("small"), Is.EqualTo("some content"));

        Assert.That(Server.Requests.Counts, Is.EquivalentTo(new Dictionary<string, long> { ["GetObject"] = 1 }));
        Assert.That(Server.Requests.All[0].Header("Range"), Does.StartWith("bytes=0-"));
    }

    [Test]
    public async Task Read_LargeObject_PinsEveryLaterRangeToTheFirstAnswer()
    {
        Server.PutPattern(Bucket, "large", 20 * MiB);

        await Backend.ReadToAsync("large", Stream.Null, cancellationToken: Token);

        IReadOnlyList<S3Call> gets = Server.Requests.Of("GetObject");
        string tag = Server.ETagOf(Bucket, "large")!;
        Assert.That(gets, Has.Count.GreaterThan(2));
        Assert.That(gets[0].Header("If-Match"), Is.Null);
        Assert.That(gets.Skip(1).Select(call => call.Header("If-Match")), Is.All.EqualTo(tag));
    }

    [Test]
    public async Task Read_Range_AsksForThatRangeAlone()
    {
        Put("object", "0123456789");

        Assert.That(await ReadAsync("object", new ReadOptions { Range = ByteRange.Of(3, 4) }), Is.EqualTo("3456"));
        Assert.That(await ReadAsync("object", new ReadOptions { Range = ByteRange.Suffix(2) }), Is.EqualTo("89"));
        Assert.That(await ReadAsync("object", new ReadOptions { Range = ByteRange.From(9) }), Is.EqualTo("9"));

        Assert.That(Server.Requests.All.Select(call => call.Header("Range")), Is.EqualTo(new[] { "bytes=3-6", "bytes=-2", Server.Requests.All[2].Header("Range") }));
    }

    [Test]
    public async Task Read_EmptyObject_IsEmpty()
    {
        Put("empty", "");

        Assert.That(await ReadAsync("empty"), Is.Empty);
        await FailsAsync(() => ReadAsync("empty", new ReadOptions { Range = ByteRange.Suffix(3) }), StorageErrorKind.RangeNotSatisfiable);
    }

    [Test]
    public async Task Read_NoBytesOrBehindTheEnd_FollowsTheRuleOfRanges()
    {
        Put("object", "0123456789");

        Assert.That(await ReadAsync("object", new ReadOptions { Range = ByteRange.Of(0, 0) }), Is.Empty);
        await FailsAsync(() => ReadAsync("object", new ReadOptions { Range = ByteRange.From(10) }), StorageErrorKind.RangeNotSatisfiable);
    }

    [Test]
    public async Task OpenRanges_OtherBytesThanTheFirstAnswerHas_AreAskedForAnew()
    {
        Put("object", "0123456789");
        IRangeSource source = await Backend.OpenRangesAsync("object", null, Token);
        await using (source)
        {
            Assert.That(await TextOfAsync(source, new ByteSpan(7, 2)), Is.EqualTo("78"));
            Assert.That(await TextOfAsync(source, new ByteSpan(0, 3)), Is.EqualTo("012"));
        }

        Assert.That(Server.Requests.Count("GetObject"), Is.EqualTo(3));
    }

    [Test]
    public async Task OpenRanges_FewerBytesThanTheFirstAnswerHas_ComeFromIt()
    {
        Put("object", "0123456789");
        IRangeSource source = await Backend.OpenRangesAsync("object", null, Token);
        await using (source)
        {
            Assert.That(await TextOfAsync(source, new ByteSpan(0, 3)), Is.EqualTo("012"));
        }

        Assert.That(Server.Requests.Count("GetObject"), Is.EqualTo(1));
    }

    private static async Task<string> TextOfAsync(IRangeSource source, ByteSpan span)
    {
        byte[] bytes = new byte[span.Length];
        IRangeBody body = await source.OpenAsync(span, Token);
        await using (body)
        {
            Assert.That(body.Span, Is.EqualTo(span));
            int filled = 0;
            while (await body.ReadAsync(bytes.AsMemory(filled), Token) is > 0 and var count)
            {
                filled += count;
                if (filled == bytes.Length)
                {
                    Assert.That(await body.ReadAsync(new byte[1], Token), Is.Zero);
                    break;
                }
            }
        }

        return System.Text.Encoding.ASCII.GetString(bytes);
    }
}
