using System.Buffers;
using Orbit.Storage.S3.Writing;

namespace Orbit.Storage.S3;

/// <summary>What a store's profile forbids or narrows for one write, before any I/O.</summary>
internal static class S3WriteRules
{
    // S3 User Guide, "User-defined object metadata": names and values together.
    private const int MaxMetadataBytes = 2048;

    // The characters of header names (RFC 9110 section 5.6.2) that S3 does not change: it stores names in lower case.
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>Says which options of a write the store cannot honour.</summary>
    /// <exception cref="ArgumentException">Metadata or a content header that no request can carry.</exception>
    public static StorageFault? FindFault(S3Store store, WriteOptions options)
    {
        CheckHeaders(options.CacheControl, options.ContentDisposition, options.ContentEncoding, options.ContentLanguage, options.ContentType);
        CheckMetadata(store.Profile, options.Metadata);
        if (options.BackendOptions is not (null or S3WriteOptions))
        {
            return null;
        }

        S3WriteOptions specific = (options.BackendOptions as S3WriteOptions ?? new S3WriteOptions()).Over(store.Options.Objects);
        return specific.CustomerKey is not null && !store.IsEncrypted
            ? StorageFault.Unsupported("CustomerKey is set and the endpoint is http; the key would be sent in clear. Use an https endpoint.")
            : specific.Validate(store.Profile).FirstOrDefault() is { } problem ? StorageFault.Unsupported(problem) : null;
    }

    /// <summary>Checks metadata, of a write or of attributes.</summary>
    /// <exception cref="ArgumentException">The store could not keep it as it is.</exception>
    public static void CheckMetadata(S3Profile store, IReadOnlyDictionary<string, string>? metadata)
    {
        int sum = 0;
        foreach ((string name, string value) in metadata ?? new Dictionary<string, string>())
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
            {
                throw new ArgumentException($"The metadata name '{name}' cannot be kept: S3 knows lower-case letters, digits and !#$%&'*+-.^_`|~ alone.", nameof(metadata));
            }

            if (!store.MetadataUnderscores && name.Contains('_', StringComparison.Ordinal))
            {
                throw new ArgumentException($"The metadata name '{name}' cannot be kept: stores of profile '{store}' make hyphens of underscores.", nameof(metadata));
            }

            string sent = S3Metadata.Encode(value);
            if (sent.Length > store.MaxMetadataValueBytes)
            {
                throw new ArgumentException($"The value of the metadata '{name}' takes {sent.Length} bytes; stores of profile '{store}' keep {store.MaxMetadataValueBytes}.", nameof(metadata));
            }

            sum += name.Length + sent.Length;
        }

        if (sum > MaxMetadataBytes)
        {
            throw new ArgumentException($"The metadata takes {sum} bytes; S3 keeps {MaxMetadataBytes}.", nameof(metadata));
        }
    }

    /// <summary>
    /// Narrows a conditional write to a single PUT where the store ignores conditions when a multipart upload is completed; keeps parts within memory, or makes them many
    /// and small, where <see cref="S3BackendOptions.LargeUploads"/> says so.
    /// </summary>
    public static StorageCapabilities LimitsOf(S3Store store, StorageCapabilities all, WriteOptions options)
    {
        bool isConditional = !options.Overwrite || options.IfMatch is not null;
        if (isConditional && !store.Profile.ConditionalComplete)
        {
            return Limits(store.Profile, 1, store.Profile.MaxPartSize, store.Profile.MaxPartSize);
        }

        if (ComposeShape.Fits(store, options))
        {
            ComposeShape shape = new(store);
            return Limits(store.Profile, shape.Parts, shape.LargestPart(store, options), store.Profile.MaxObjectSize);
        }

        long largest = Math.Max(store.Profile.MinPartSize, Math.Min(store.Profile.MaxPartSize, store.LargestPartInMemory));
        return store.Options.LargeUploads == S3LargeUploads.Direct ? Limits(store.Profile, store.Profile.MaxParts, largest, store.Profile.MaxObjectSize) : all;
    }

    private static StorageCapabilities Limits(S3Profile store, int parts, long largestPart, long largestObject) => new()
    {
        EqualParts = store.EqualParts,
        MaxParts = parts,
        MinPartSize = store.MinPartSize,
        MaxPartSize = largestPart,
        MaxObjectSize = largestObject,
    };

    private static void CheckHeaders(params ReadOnlySpan<string?> values)
    {
        foreach (string? value in values)
        {
            if (value is not null && !S3Metadata.IsPrintable(value))
            {
                throw new ArgumentException($"The header value '{value}' holds characters beyond printable ASCII; encode them (RFC 8187).", nameof(values));
            }
        }
    }
}
