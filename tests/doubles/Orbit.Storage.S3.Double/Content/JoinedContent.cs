using System.IO.Pipelines;

namespace Orbit.Storage.S3.Double.Content;

/// <summary>The contents of several parts, one after the other.</summary>
internal sealed class JoinedContent(IReadOnlyList<ObjectContent> parts) : ObjectContent(parts.Sum(part => part.Length))
{
    public override async ValueTask WriteToAsync(PipeWriter output, long offset, long count, CancellationToken cancellationToken)
    {
        foreach (ObjectContent part in parts)
        {
            if (offset < part.Length && count > 0)
            {
                long here = Math.Min(count, part.Length - offset);
                await part.WriteToAsync(output, offset, here, cancellationToken);
                offset += here;
                count -= here;
            }

            offset -= part.Length;
        }
    }
}
