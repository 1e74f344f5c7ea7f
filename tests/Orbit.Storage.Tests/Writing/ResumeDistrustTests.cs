using System.Text;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Writing;

/// <summary>What does not agree is sent again: nothing is ever mixed.</summary>
public sealed class ResumeDistrustTests : IDisposable
{
    private readonly ResumeRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Test]
    public async Task Source_ChangedInSomeParts_SendsThoseAgain()
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Interrupt(content, 6);
        byte[] changed = content.ToArray();
        changed[ResumeRig.PartSize] ^= 1;
        changed[(5 * ResumeRig.PartSize) - 1] ^= 1;

        await _rig.WriteAsync(changed);

        Assert.That(_rig.SentParts, Is.EqualTo(new[] { 1, 4, 6, 7, 8, 9, 10 }));
        _rig.AssertEndedWell(changed);
    }

    [Test]
    public async Task Source_ThatGrewAtItsStart_IsSentWhole()
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Interrupt(content, 6);
        byte[] shifted = [0, .. content.ToArray()];

        WriteResult result = await _rig.WriteAsync(shifted);

        Assert.That(result.ResumedBytes, Is.Zero);
        _rig.AssertEndedWell(shifted);
    }

    [Test]
    public async Task Source_ThatShrank_LosesNoPartOfTheOldIntoTheNew()
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Interrupt(content, 6);
        byte[] shorter = content.ToArray()[..((3 * ResumeRig.PartSize) + 9)];

        WriteResult result = await _rig.WriteAsync(shorter);

        Assert.That(result.ResumedBytes, Is.EqualTo(3L * ResumeRig.PartSize));
        _rig.AssertEndedWell(shorter);
    }

    [Test]
    public async Task Source_ThatNowFitsOnePart_RemovesTheOldUpload()
    {
        _rig.Interrupt(ResumeRig.Content(), 6);

        await _rig.WriteAsync(new PatternedContent(9));

        _rig.AssertEndedWell(new PatternedContent(9));
    }

    [TestCase("other", null, null)]
    [TestCase("same", 100, null)]
    [TestCase("same", null, "text/plain")]
    public async Task Write_OfAnotherFingerprintLengthOrDescription_StartsAgain(string fingerprint, int? lessBytes, string? contentType)
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Interrupt(content, 6, _rig.Options(content.Length, fingerprint: "same"));
        byte[] bytes = content.ToArray()[..^(lessBytes ?? 0)];

        WriteResult result = await _rig.WriteAsync(bytes, _rig.Options(bytes.Length, fingerprint: fingerprint, contentType: contentType));

        Assert.That(result.ResumedBytes, Is.Zero);
        Assert.That(_rig.Calls.Count(call => call.Kind == StorageCall.BeginParts), Is.EqualTo(1));
        _rig.AssertEndedWell(bytes);
    }

    [Test]
    public async Task Store_ThatForgotTheUpload_StartsAgain()
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Interrupt(content, 6);
        _rig.Store.ForgetUploads();

        WriteResult result = await _rig.WriteAsync(content);

        Assert.That(result.ResumedBytes, Is.Zero);
        _rig.AssertEndedWell(content);
    }

    [Test]
    public async Task Store_WhoseTagDiffers_IsNotTrusted()
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Store.Faults.Add(
            StorageCall.WritePart, Fault.ChangeReceipt(receipt => new PartReceipt(receipt!.Index, receipt.Length) { ETag = "another" }), times: 1, when: call => call.PartIndex == 2);
        _rig.Interrupt(content, 6);

        await _rig.WriteAsync(content);

        Assert.That(_rig.SentParts, Is.EqualTo(new[] { 2, 6, 7, 8, 9, 10 }));
        _rig.AssertEndedWell(content);
    }

    [Test]
    public async Task Journal_TornAnywhere_NeverMakesAMixture()
    {
        PatternedContent content = ResumeRig.Content(4);
        _rig.Interrupt(content, 3);
        byte[] whole = File.ReadAllBytes(_rig.Journal);

        for (int length = whole.Length; length >= 0; length -= 7)
        {
            File.WriteAllBytes(_rig.Journal, whole[..length]);
            await _rig.WriteAsync(content);
            _rig.Store.ForgetUploads();
            _rig.AssertEndedWell(content);
        }
    }

    [Test]
    public async Task Journal_DamagedInTheMiddle_SendsWhatItCannotTell()
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Interrupt(content, 6);
        string[] lines = File.ReadAllLines(_rig.Journal);
        lines[4] = lines[4].Replace("\"index\":2", "\"index\":1", StringComparison.Ordinal);
        File.WriteAllText(_rig.Journal, string.Join('\n', lines) + "\n", new UTF8Encoding(false));

        WriteResult result = await _rig.WriteAsync(content);

        Assert.That(result.ResumedBytes, Is.EqualTo(2L * ResumeRig.PartSize));
        _rig.AssertEndedWell(content);
    }

    [Test]
    public async Task File_TouchedMeanwhile_StartsAgain([Values] bool isTouched)
    {
        string file = _rig.Journal + ".source";
        PatternedContent content = ResumeRig.Content();
        await File.WriteAllBytesAsync(file, content.ToArray());
        _rig.Store.Faults.Add(StorageCall.WritePart, Fault.Throw(StorageErrorKind.PermissionDenied), skip: 4);
        Assert.ThrowsAsync<StorageException>(() => _rig.Store.WriteFileAsync("object", file, _rig.Options()));
        if (isTouched)
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        }

        WriteResult result = await _rig.Store.WriteFileAsync("object", file, _rig.Options());

        Assert.That(result.ResumedBytes, Is.EqualTo(isTouched ? 0 : 4L * ResumeRig.PartSize));
        _rig.AssertEndedWell(content);
    }
}
