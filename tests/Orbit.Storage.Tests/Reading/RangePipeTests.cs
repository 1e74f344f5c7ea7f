using System.IO.Pipelines;
using Orbit.Storage.Reading;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Reading;

public sealed class RangePipeTests
{
    [Test]
    public async Task Reader_SpanOfObject_DeliversExactlyItsBytes()
    {
        RangePipe pipe = new(new PatternedRangeSource(3_000_000), new ByteSpan(17, 2_500_001), new RetryPolicy(new RetryOptions()));
        pipe.Start(CancellationToken.None);
        long position = 17;
        while (true)
        {
            ReadResult read = await pipe.Reader.ReadAsync();
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
            {
                foreach (byte value in segment.Span)
                {
                    if (value != PatternedRangeSource.At(position++))
                    {
                        Assert.Fail($"Byte {position - 1} is not the object's.");
                    }
                }
            }

            pipe.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        await pipe.Reader.CompleteAsync();
        await pipe.DisposeAsync();
        Assert.That(position, Is.EqualTo(2_500_018));
    }
}
