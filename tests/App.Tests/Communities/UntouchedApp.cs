using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Communities;

/// <summary>
/// An installation that nobody has set up. It can be set up only once: after a scenario that did so, the next one gets another.
/// </summary>
public sealed class UntouchedApp : IAsyncDisposable
{
    private OwnApp? _app;

    public async Task<GuildhallApp> GetAsync()
    {
        if (_app is not null && await _app.WithAsync<AppDb, bool>(db => db.Members.AnyAsync()))
        {
            await _app.DisposeAsync();
            _app = null;
        }
        if (_app is null)
        {
            _app = new OwnApp();
            await _app.InitializeAsync();
        }
        return _app;
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
