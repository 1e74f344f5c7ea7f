using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orbit.Cli.Output;

/// <summary>Writes the objects of --json, one a line.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(EntryLine))]
[JsonSerializable(typeof(EventLine))]
[JsonSerializable(typeof(ProgressLine))]
[JsonSerializable(typeof(SummaryLine))]
[JsonSerializable(typeof(DoneLine))]
[JsonSerializable(typeof(UriLine))]
[JsonSerializable(typeof(CheckLine))]
[JsonSerializable(typeof(VerdictLine))]
[JsonSerializable(typeof(NoteLine))]
[JsonSerializable(typeof(ErrorLine))]
internal sealed partial class JsonLines : JsonSerializerContext
{
    // Lines for programs and for people's eyes, never part of a page: '<' and letters beyond ASCII stay as they are.
    private static readonly JsonLines Relaxed = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Of<T>(T line)
        where T : class => JsonSerializer.Serialize(line, typeof(T), Relaxed);
}
