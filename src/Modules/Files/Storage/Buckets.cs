using Guildhall.Kernel.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Files.Storage;

/// <summary>
/// The bucket in force. Its settings are kept for some seconds; a change on another node is heard that late. Without a bucket nothing of
/// the library that speaks S3 is loaded, which costs 17 MB and a sixth of a second.
/// </summary>
internal sealed class Buckets(IServiceScopeFactory scopes, IServiceProvider services, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private volatile Read? _read;

    /// <returns><c>null</c> where no bucket is set.</returns>
    public async ValueTask<S3Bucket?> CurrentAsync(CancellationToken cancel) => (await ReadAsync(cancel)).Bucket;

    public async ValueTask<BucketSettings> SettingsAsync(CancellationToken cancel) => (await ReadAsync(cancel)).Settings;

    public void Forget() => _read = _read is { } read ? read with { At = DateTimeOffset.MinValue } : null;

    private async ValueTask<Read> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_read is { } read && now - read.At < Kept && now >= read.At)
            return read;
        await using var scope = scopes.CreateAsyncScope();
        var settings = BucketSettings.Of(await scope.ServiceProvider.GetRequiredService<InstallationSettings>()
            .ReadAsync(BucketSettings.Keys, cancel));
        // A client keeps its connections, so it stays while the settings do; one that was replaced may still be answering somebody.
        var bucket = !settings.IsSet ? null : _read is { Bucket: { } same } && same.Settings == settings ? same : Make(settings);
        return _read = new Read(settings, bucket, now);
    }

    // On its own, so that the library is not loaded before.
    private S3Bucket Make(BucketSettings settings) =>
        new(settings, services.GetRequiredService<IHttpClientFactory>());

    private sealed record Read(BucketSettings Settings, S3Bucket? Bucket, DateTimeOffset At);
}
