namespace Orbit.Storage.Tests;

public class WindowsNamesTests
{
    [Test]
    public void FindFault_ForbiddenCharacter_IsInvalidWhereverItStands([Values("\"", "*", ":", "<", ">", "?", "\\", "|", "\u0001", "\t", "\n", "\u001f")] string character)
    {
        foreach (string name in new[] { character, "a" + character, character + "b", $"a{character}b" })
        {
            StorageFault? fault = StoragePathRules.Windows.FindFault($"dir/{name}/x");

            Assert.That(fault?.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
            Assert.That(fault?.Detail, Does.Contain(StoragePathSyntax.Printable(character)));
        }
    }

    [TestCase("C:")]
    [TestCase("C:/x")]
    [TestCase("\\\\server\\share")]
    [TestCase("\\\\?\\C:\\x")]
    [TestCase("file.txt:stream")]
    [TestCase("name.")]
    [TestCase("name ")]
    [TestCase("dir./x")]
    [TestCase(" ")]
    [TestCase("...")]
    public void FindFault_WhatWindowsReadsAsSomethingElse_IsInvalid(string path) =>
        Assert.That(StoragePathRules.Windows.FindFault(path)?.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));

    [TestCase("CON")]
    [TestCase("con")]
    [TestCase("Prn.txt")]
    [TestCase("aux .tar.gz")]
    [TestCase("NUL.")]
    [TestCase("com1")]
    [TestCase("COM9.log")]
    [TestCase("com¹")]
    [TestCase("LPT³.x")]
    [TestCase("lpt5")]
    [TestCase("CONIN$")]
    [TestCase("conout$.txt")]
    [TestCase("dir/nul/x")]
    public void FindFault_Device_IsInvalid(string path) =>
        Assert.That(StoragePathRules.Windows.FindFault(path)?.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));

    [TestCase("CONSOLE")]
    [TestCase("com")]
    [TestCase("COM10")]
    [TestCase("com0")]
    [TestCase("xNUL")]
    [TestCase("nul-x")]
    [TestCase(".con")]
    [TestCase(" a")]
    [TestCase("!@#$%^&()_+-=;',.txt")]
    [TestCase("中文 ☺ 🙀")]
    [TestCase("a.b/c d/e")]
    public void FindFault_OrdinaryName_IsFine(string path) => Assert.That(StoragePathRules.Windows.FindFault(path), Is.Null);
}
