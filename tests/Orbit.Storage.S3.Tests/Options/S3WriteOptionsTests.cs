namespace Orbit.Storage.S3.Tests.Options;

public sealed class S3WriteOptionsTests
{
    [Test]
    public void Validate_ShortCustomerKey_SaysItsLengthAndNotTheKey()
    {
        string problem = new S3WriteOptions { CustomerKey = [1, 2, 3] }.Validate(S3Profile.Aws).Single();

        Assert.That(problem, Is.EqualTo("CustomerKey has 3 bytes; it must have 32."));
    }

    [Test]
    public void Validate_CustomerKeyAndServersKey_SaysSo() =>
        Expect(new S3WriteOptions { CustomerKey = new byte[32], ServerSideEncryption = "AES256" }, "exclude each other");

    [Test]
    public void Validate_KmsKeyWithoutKms_SaysSo() => Expect(new S3WriteOptions { KmsKeyId = "k", ServerSideEncryption = "AES256" }, "KmsKeyId needs");

    [Test]
    public void Validate_ElevenTags_SaysSo() =>
        Expect(new S3WriteOptions { Tags = Enumerable.Range(0, 11).ToDictionary(tag => $"t{tag}", _ => "") }, "at most 10");

    [Test]
    public void Over_WhatIsSet_Wins()
    {
        S3WriteOptions defaults = new() { StorageClass = "STANDARD_IA", CannedAcl = "private" };

        S3WriteOptions effective = new S3WriteOptions { StorageClass = "GLACIER" }.Over(defaults);

        Assert.That((effective.StorageClass, effective.CannedAcl), Is.EqualTo(("GLACIER", "private")));
    }

    private static void Expect(S3WriteOptions options, string problem) => Assert.That(options.Validate(S3Profile.Aws), Has.Exactly(1).Contains(problem));
}
