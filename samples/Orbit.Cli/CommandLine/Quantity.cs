using System.Globalization;

namespace Orbit.Cli.CommandLine;

/// <summary>Reads sizes, rates and durations as people write them.</summary>
internal static class Quantity
{
    /// <summary>Bytes: <c>512</c>, <c>64K</c>, <c>8M</c>, <c>1.5G</c>, <c>2T</c>, in powers of 1,024, also with <c>iB</c> or <c>B</c> behind.</summary>
    public static bool TryParseBytes(string text, out long bytes)
    {
        string number = text.Trim().ToUpperInvariant();
        number = number.EndsWith("IB", StringComparison.Ordinal) ? number[..^2] : number.TrimEnd('B');
        int power = number.Length == 0 ? 0 : "KMGT".IndexOf(number[^1], StringComparison.Ordinal) + 1;
        number = power > 0 ? number[..^1] : number;
        bytes = 0;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) || value * (1L << (10 * power)) is not (>= 1 and <= long.MaxValue))
        {
            return false;
        }

        bytes = (long)(value * (1L << (10 * power)));
        return true;
    }

    /// <summary>A duration: <c>90s</c>, <c>15m</c>, <c>12h</c>, <c>7d</c>.</summary>
    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = default;
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        if (unit == 0 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) || value * unit is not (> 0 and < 1e9))
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(value * unit);
        return true;
    }
}
