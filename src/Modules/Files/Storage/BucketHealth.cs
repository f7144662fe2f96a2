using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Guildhall.Files.Storage;

/// <summary>How the bucket answered last.</summary>
internal sealed class BucketHealth
{
    private volatile string? _failure;

    /// <summary>A code; <c>null</c> while it answers.</summary>
    public string? Failure => _failure;

    public void Works() => _failure = null;

    /// <returns>Whether it did not fail so before: a log wants one line when something begins.</returns>
    public bool Fails(string code) => Interlocked.Exchange(ref _failure, code) != code;
}

/// <summary>
/// Asks the bucket, where there is one. Without it the node still serves all but files, and no other node reaches more: it stays ready, and
/// says that it is not whole.
/// </summary>
internal sealed class BucketCheck(Buckets buckets, BucketHealth health) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancel = default)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(Patience);
        try
        {
            if (await buckets.CurrentAsync(enough.Token) is { } bucket)
                await AskAsync(bucket, enough.Token);
            return HealthCheckResult.Healthy();
        }
        catch (BucketFailure failure)
        {
            health.Fails(failure.Code);
            return HealthCheckResult.Degraded($"The bucket of files does not answer as it should: {failure.Code}.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded("The bucket of files does not answer in time.");
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            // Its settings could not be read: that the database is out is the other check's to say.
            return HealthCheckResult.Healthy();
        }
    }

    private async Task AskAsync(S3Bucket bucket, CancellationToken cancel)
    {
        await bucket.EnsureThereAsync(cancel);
        health.Works();
    }
}
