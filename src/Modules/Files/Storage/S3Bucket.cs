using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Guildhall.Kernel.Http.Outbound;

namespace Guildhall.Files.Storage;

// Amazon S3's REST interface (https://docs.aws.amazon.com/AmazonS3/latest/API/), as others speak it too. Traps:
// - The library sends "aws-chunked" bodies with checksum trailers by default. Other servers refuse that form, and some keep its marks
//   within the object, silently: both are switched off, and every object's length is asked for after it was sent.
// - One PUT takes 5 GB, and no file of ours is larger than 1 GB: nothing is sent in parts, which some servers put together wrongly.
// - Its time limit covers a whole upload, so ours goes by the size.

/// <summary>An object as the bucket lists it.</summary>
internal sealed record BucketObject(string Name, long Size, DateTime ChangedAt);

/// <summary>One bucket. The only place that names the library behind it (docs/decisions/0033).</summary>
/// <exception cref="BucketFailure">Thrown by each of its methods.</exception>
internal sealed class S3Bucket(BucketSettings settings, IHttpClientFactory clients)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // As slow as a line may be that still brings a file across, in bytes a second.
    private const int Slowest = 64 * 1024;

    private readonly AmazonS3Client _s3 = new(
        new BasicAWSCredentials(settings.AccessKey, settings.SecretKey),
        new AmazonS3Config
        {
            ServiceURL = settings.Endpoint,
            AuthenticationRegion = settings.Region,
            ForcePathStyle = settings.PathStyle,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 1,
            Timeout = Timeout.InfiniteTimeSpan,
            HttpClientFactory = new TrustedClients(clients),
        });

    public BucketSettings Settings => settings;

    /// <summary>Sends a file and looks that all of it arrived.</summary>
    public async Task PutAsync(string name, string file, CancellationToken cancel)
    {
        var size = new FileInfo(file).Length;
        await AskAsync(Patience + TimeSpan.FromSeconds(size / Slowest), async waiting =>
        {
            await using var content = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024, useAsync: true);
            return await _s3.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = settings.Bucket, Key = settings.Prefix + name, InputStream = content, AutoCloseStream = false,
                    UseChunkEncoding = false, ContentType = "application/octet-stream",
                }, waiting);
        }, cancel);
        if (await FindAsync(name, cancel) is not { } stored || stored.Size != size)
            throw new BucketFailure(BucketFailure.Altered, "");
    }

    /// <returns><c>null</c> where there is none.</returns>
    public async Task<BucketObject?> FindAsync(string name, CancellationToken cancel)
    {
        try
        {
            var found = await AskAsync(
                Patience, waiting => _s3.GetObjectMetadataAsync(settings.Bucket, settings.Prefix + name, waiting), cancel);
            return new BucketObject(name, found.ContentLength, (found.LastModified ?? default).ToUniversalTime());
        }
        catch (BucketFailure missing) when (missing.Code is "NotFound" or "NoSuchKey")
        {
            return null;
        }
    }

    /// <summary>Its bytes from this one on, as they come.</summary>
    public async Task<Stream> OpenAsync(string name, long from, CancellationToken cancel)
    {
        var request = new GetObjectRequest { BucketName = settings.Bucket, Key = settings.Prefix + name };
        if (from > 0)
            request.ByteRange = new ByteRange($"bytes={from}-");
        return (await AskAsync(Patience, waiting => _s3.GetObjectAsync(request, waiting), cancel)).ResponseStream;
    }

    /// <summary>Asks for the first name alone: that the bucket is there, and that we may look into it.</summary>
    public Task EnsureThereAsync(CancellationToken cancel) => AskAsync(Patience, waiting => _s3.ListObjectsV2Async(
        new ListObjectsV2Request { BucketName = settings.Bucket, Prefix = settings.Prefix, MaxKeys = 1 }, waiting), cancel);

    public Task DeleteAsync(string name, CancellationToken cancel) =>
        AskAsync(Patience, waiting => _s3.DeleteObjectAsync(settings.Bucket, settings.Prefix + name, waiting), cancel);

    /// <summary>All whose names begin so, page by page.</summary>
    public async IAsyncEnumerable<BucketObject> ListAsync(string start, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        do
        {
            var request = new ListObjectsV2Request
            {
                BucketName = settings.Bucket, Prefix = settings.Prefix + start, ContinuationToken = after,
            };
            var page = await AskAsync(Patience, waiting => _s3.ListObjectsV2Async(request, waiting), cancel);
            foreach (var found in page.S3Objects ?? [])
                yield return new BucketObject(
                    found.Key[settings.Prefix.Length..], found.Size ?? 0, (found.LastModified ?? default).ToUniversalTime());
            after = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (after is not null);
    }

    private async Task<T> AskAsync<T>(TimeSpan patience, Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(patience);
        try
        {
            return await ask(enough.Token);
        }
        catch (AmazonServiceException no) when (no.StatusCode != 0)
        {
            // A question without a body is answered without one, so the code may be missing.
            throw new BucketFailure(string.IsNullOrEmpty(no.ErrorCode) ? no.StatusCode.ToString() : no.ErrorCode, no.Message, no);
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested && CodeOf(failed, cancel) is { } code)
        {
            throw new BucketFailure(code, "", failed);
        }
    }

    private static string? CodeOf(Exception failed, CancellationToken cancel)
    {
        for (var error = failed; error is not null; error = error.InnerException)
            if (OutboundFailure.Of(error, cancel) is { } code)
                return code;
        return failed is AmazonClientException or AmazonServiceException ? OutboundFailure.Broken : null;
    }

    /// <summary>
    /// The operator has typed the address, so the way out is the trusted one; its clients are made and kept by the platform.
    /// </summary>
    private sealed class TrustedClients(IHttpClientFactory clients) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        {
            var client = clients.CreateClient(Outbound.Trusted);
            client.Timeout = Timeout.InfiniteTimeSpan;
            return client;
        }

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
