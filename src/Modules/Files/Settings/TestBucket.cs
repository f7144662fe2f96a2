using System.Security.Cryptography;
using Guildhall.Files.Storage;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.Logging;

namespace Guildhall.Files.Settings;

/// <param name="Step">A text key: what was tried when it failed; empty where all went well.</param>
/// <param name="Answer">The server's own words, or a code with what went wrong on the way.</param>
internal sealed record BucketTested(bool Works, string Step, string Answer);

/// <summary>Puts an object into the bucket, reads it back and takes it away again, with the settings as they are kept.</summary>
internal sealed partial class TestBucket(Guard guard, Buckets buckets, BucketHealth health, DataFolder data, ILogger<TestBucket> log)
{
    private const int Bytes = 100_000;

    public async Task<BucketTested> RunAsync(CancellationToken cancel)
    {
        await guard.RequireOperatorAsync(cancel);
        if (await buckets.CurrentAsync(cancel) is not { } bucket)
            return new BucketTested(false, "No bucket is set.", "");
        var name = $"{ByteStore.Top}/test-{Guid.NewGuid():N}";
        var file = Path.Combine(data.Folder(Path.Combine("files", "incoming")), Path.GetRandomFileName());
        var step = "Writing an object failed:";
        try
        {
            var sent = RandomNumberGenerator.GetBytes(Bytes);
            await File.WriteAllBytesAsync(file, sent, cancel);
            await bucket.PutAsync(name, file, cancel);
            step = "Reading the object failed:";
            var came = new byte[Bytes];
            await using (var content = await bucket.OpenAsync(name, 0, cancel))
                await content.ReadExactlyAsync(came, cancel);
            if (!came.AsSpan().SequenceEqual(sent))
                throw new BucketFailure(BucketFailure.Altered, "");
            step = "Listing the objects failed:";
            await bucket.EnsureThereAsync(cancel);
            step = "Removing the object failed:";
            await bucket.DeleteAsync(name, cancel);
            health.Works();
            return new BucketTested(true, "", bucket.Settings.Place + name);
        }
        catch (BucketFailure failure)
        {
            health.Fails(failure.Code);
            Failed(failure.Code);
            return new BucketTested(false, step, failure.Answer);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The test of the bucket failed: {Failure}")]
    private partial void Failed(string failure);
}
