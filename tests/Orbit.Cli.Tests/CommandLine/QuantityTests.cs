using Orbit.Cli.CommandLine;

namespace Orbit.Cli.Tests.CommandLine;

internal sealed class QuantityTests
{
    [TestCase("512", 512)]
    [TestCase("64K", 65_536)]
    [TestCase("8m", 8_388_608)]
    [TestCase("1.5G", 1_610_612_736)]
    [TestCase("2TiB", 2_199_023_255_552)]
    [TestCase("10MB", 10_485_760)]
    public void TryParseBytes_Sizes_AreRead(string text, long expected)
    {
        Assert.That(Quantity.TryParseBytes(text, out long bytes));
        Assert.That(bytes, Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("K")]
    [TestCase("-1")]
    [TestCase("0")]
    [TestCase("1X")]
    [TestCase("99999999999999T")]
    public void TryParseBytes_OtherText_IsRefused(string text) => Assert.That(Quantity.TryParseBytes(text, out _), Is.False);

    [TestCase("90s", 90)]
    [TestCase("1.5m", 90)]
    [TestCase("12h", 43_200)]
    [TestCase("7d", 604_800)]
    public void TryParseDuration_Durations_AreRead(string text, double seconds)
    {
        Assert.That(Quantity.TryParseDuration(text, out TimeSpan duration));
        Assert.That(duration.TotalSeconds, Is.EqualTo(seconds));
    }

    [TestCase("")]
    [TestCase("5")]
    [TestCase("-1s")]
    [TestCase("m")]
    public void TryParseDuration_OtherText_IsRefused(string text) => Assert.That(Quantity.TryParseDuration(text, out _), Is.False);
}
