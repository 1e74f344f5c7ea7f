using Orbit.Storage.S3.Double;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3.Tests.Reading;

/// <summary>Bytes of two versions never mix, and conditions are the store's to decide.</summary>
public sealed class ChangedWhileReadTests : DoubleFixture
{
    [Test]
    public async Task OpenRanges_ObjectReplacedOrDeleted_IsObjectChanged([Values] bool isDeleted)
    {
        Put("object", "0123456789");
        IRangeSource source = await Backend.OpenRangesAsync("object", null, Token);
        await using (source)
        {
            if (isDeleted)
            {
                await Backend.DeleteAsync("object", null, Token);
            }
            else
            {
                Put("object", "abcdefghij");
            }

            await FailsAsync(() => source.OpenAsync(new ByteSpan(5, 2), Token), StorageErrorKind.ObjectChanged);
        }
    }

    [Test]
    public async Task Read_Conditions_AreAnsweredByTheStore()
    {
        Put("object");
        string tag = (await Backend.StatAsync("object", Token)).ETag!;

        Assert.That(await ReadAsync("object", new ReadOptions { IfMatch = tag }), Is.EqualTo("content"));
        Assert.That(await ReadAsync("object", new ReadOptions { IfNoneMatch = "other" }), Is.EqualTo("content"));
        await FailsAsync(() => ReadAsync("object", new ReadOptions { IfMatch = "other" }), StorageErrorKind.PreconditionFailed);
        await FailsAsync(() => ReadAsync("object", new ReadOptions { IfNoneMatch = tag }), StorageErrorKind.NotModified);
    }

    [Test]
    public async Task Read_ServerIgnoresRanges_IsWholeByOneBodyAndNeverShifted()
    {
        Server.Faults.Add("GetObject", new Fault { IgnoreRange = true }, times: int.MaxValue);
        Put("object", "0123456789");

        Assert.That(await ReadAsync("object"), Is.EqualTo("0123456789"));
        await FailsAsync(() => ReadAsync("object", new ReadOptions { Range = ByteRange.Of(3, 4) }), StorageErrorKind.Unsupported);
    }
}
