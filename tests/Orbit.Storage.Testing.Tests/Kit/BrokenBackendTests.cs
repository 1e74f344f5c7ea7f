using NUnit.Framework.Internal;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Testing.Tests.Kit;

/// <summary>A kit that passes every backend proves nothing: each of these backends breaks one promise, and a case must notice.</summary>
[CancelAfter(30_000)]
public sealed class BrokenBackendTests
{
    [Test]
    public Task Sound_Passes()
    {
        Writes<Sound> fixture = new();
        return RunAsync(fixture, fixture.W01_Write_ReadBack_IsIdentical);
    }

    [Test]
    public Task ContentChanged_IsNoticed()
    {
        Writes<ChangesContent> fixture = new();
        return AssertNoticedAsync(fixture, fixture.W01_Write_ReadBack_IsIdentical);
    }

    [Test]
    public Task BufferLeaked_IsNoticed()
    {
        Writes<LeaksMemory> fixture = new();
        return AssertNoticedAsync(fixture, fixture.W01_Write_ReadBack_IsIdentical);
    }

    [Test]
    public Task CreateOnlyIgnored_IsNoticed()
    {
        Creates<DropsOptions> fixture = new();
        return AssertNoticedAsync(fixture, fixture.O03_CreateOnly_SecondIsAlreadyExists);
    }

    [Test]
    public Task PrefixByCharacters_IsNoticed()
    {
        Lists<ListsByCharacters> fixture = new();
        return AssertNoticedAsync(fixture, () => fixture.L03_Prefix_MatchesWholeSegments(recursive: true));
    }

    [Test]
    public Task MissingDeleteFails_IsNoticed()
    {
        Deletes<FailsOnMissing> fixture = new();
        return AssertNoticedAsync(fixture, () => fixture.D02_Missing_Succeeds("missing"));
    }

    [Test]
    public Task SourceNotReleased_IsNoticed()
    {
        Failures<KeepsSource> fixture = new();
        return AssertNoticedAsync(fixture, () => fixture.W14_SourceGoesOn_IsLengthMismatch(1, exists: false));
    }

    private static async Task AssertNoticedAsync<THarness>(ConformanceFixture<THarness> fixture, Func<Task> test)
        where THarness : BackendHarness, new()
    {
        // An assertion that fails marks the running test as failed even where it is caught, unless it has a context of its own.
        using (new TestExecutionContext.IsolatedContext())
        {
            await StorageAssert.ThrowsAsync<Exception>(() => RunAsync(fixture, test));
        }
    }

    private static async Task RunAsync<THarness>(ConformanceFixture<THarness> fixture, Func<Task> test)
        where THarness : BackendHarness, new()
    {
        using (fixture)
        {
            await fixture.StartBackendAsync();
            try
            {
                await test();
            }
            finally
            {
                await fixture.StopBackendAsync();
            }
        }
    }

    private sealed class Writes<TSabotage> : WriteConformance<SabotagedHarness<TSabotage>>
        where TSabotage : Sabotage, new();

    private sealed class Creates<TSabotage> : CreateOnlyConformance<SabotagedHarness<TSabotage>>
        where TSabotage : Sabotage, new();

    private sealed class Lists<TSabotage> : ListConformance<SabotagedHarness<TSabotage>>
        where TSabotage : Sabotage, new();

    private sealed class Deletes<TSabotage> : DeleteConformance<SabotagedHarness<TSabotage>>
        where TSabotage : Sabotage, new();

    private sealed class Failures<TSabotage> : WriteFailureConformance<SabotagedHarness<TSabotage>>
        where TSabotage : Sabotage, new();
}
