using Guildhall.Kernel.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Mail.Settings;

/// <summary>
/// The settings in force. Pages ask for them on every view, so they are kept for some seconds; a change on another node is heard that late.
/// </summary>
internal sealed class CurrentMailSettings(IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private volatile Read? _read;

    public async ValueTask<MailSettings> GetAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_read is { } read && now - read.At < Kept && now >= read.At)
            return read.Settings;
        await using var scope = scopes.CreateAsyncScope();
        var settings = MailSettings.Of(await scope.ServiceProvider.GetRequiredService<InstallationSettings>()
            .ReadAsync(MailSettings.Keys, cancel));
        _read = new Read(settings, now);
        return settings;
    }

    public void Forget() => _read = null;

    private sealed record Read(MailSettings Settings, DateTimeOffset At);
}
