using NUnit.Framework.Internal;

namespace Orbit.Storage.Testing.Tests.Kit;

public sealed class HarnessAssertTests
{
    [Test]
    public void WiresEveryFixture_NoneDerived_NamesThoseThatApply()
    {
        using (new TestExecutionContext.IsolatedContext())
        {
            AssertionException failure = Assert.Throws<AssertionException>(() => HarnessAssert.WiresEveryFixture<SabotagedHarness<Sound>>())!;

            Assert.That(failure.Message, Does.Contain("WriteConformance").And.Contain("ErrorConformance"));
            Assert.That(failure.Message, Does.Not.Contain("SymbolicLinkConformance").And.Not.Contain("ConformanceFixture"));
        }
    }
}
