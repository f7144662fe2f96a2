namespace Guildhall.App.Browser.Hosting;

/// <summary>
/// A test with one or more people at their browsers. When it ends, every window must be clean; xunit reports that beside
/// whatever the test itself found. A failed test leaves a picture of each window in artifacts/screenshots.
/// </summary>
public abstract class Journey(GuildhallServer server, Chromium chromium) : IAsyncDisposable
{
    private readonly List<Visit> _visits = [];

    protected GuildhallServer Server => server;

    /// <param name="scripts">Whether the pages of this window may run any.</param>
    protected async Task<Visit> OpenAsync(Look look, bool scripts = true)
    {
        var visit = await chromium.OpenAsync(server.Address, look, scripts);
        _visits.Add(visit);
        return visit;
    }

    /// <summary>A window whose complaints are the test's own matter, to dispose of as well.</summary>
    protected Task<Visit> OpenUnwatchedAsync(Look look) => chromium.OpenAsync(server.Address, look);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState is { Result: TestResult.Failed };
        foreach (var (number, visit) in _visits.Index())
        {
            if (failed)
                await visit.ScreenshotAsync($"failed-{GetType().Name}-{TestContext.Current.TestMethod?.MethodName}-{number + 1}");
            await visit.DisposeAsync();
        }
        Assert.Multiple([.. _visits.Select(visit => (Action)visit.ShouldBeClean)]);
    }
}
