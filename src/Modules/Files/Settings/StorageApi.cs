using Guildhall.Files.Moving;
using Guildhall.Files.Storage;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Files.Settings;

/// <summary>Where files are kept, for operators' programs.</summary>
internal static class StorageApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/operate/files").WithTags("Operations").RequireScope("operate").RequirePermission(Permissions.Operate);
        api.MapGet("/", ReadAsync).WithName("GetStorage").WithSummary("Where files are kept; the secret key is never told.");
        api.MapPut("/", ChangeAsync).WithName("ChangeStorage").ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Change what is named; what is left out stays. What the environment sets is refused.");
        api.MapPost("/test", TestAsync).WithName("TestStorage")
            .WithSummary("Write, read, list and remove an object in the bucket, with the settings as they are.");
        api.MapPost("/moves", MoveAsync).WithName("MoveStoredFiles").ProducesProblem(422)
            .WithSummary("Move all files to \"disk\" or \"bucket\", by the queue.");
    }

    private static async Task<Ok<StorageAnswer>> ReadAsync(
        Buckets buckets, BucketHealth health, InstallationSettings installation, CancellationToken cancel) =>
        TypedResults.Ok(StorageAnswer.Of(await buckets.SettingsAsync(cancel), health, installation));

    private static async Task<Ok<StorageAnswer>> ChangeAsync(
        StorageAsked asked, ChangeBucketSettings change, Buckets buckets, BucketHealth health, InstallationSettings installation,
        CancellationToken cancel)
    {
        asked.CheckFixed(installation);
        await change.RunAsync(asked.ToWish(await buckets.SettingsAsync(cancel)), cancel);
        return await ReadAsync(buckets, health, installation, cancel);
    }

    private static async Task<Ok<StorageTestAnswer>> TestAsync(TestBucket test, CancellationToken cancel)
    {
        var tested = await test.RunAsync(cancel);
        return TypedResults.Ok(new StorageTestAnswer(tested.Works, tested.Step, tested.Answer));
    }

    private static async Task<Accepted> MoveAsync(StorageMove asked, AskForMove move, CancellationToken cancel)
    {
        await move.RunAsync(asked.To, cancel);
        return TypedResults.Accepted((string?)null);
    }
}

/// <summary>What is left out stays as it is.</summary>
/// <param name="Store">Where new files go: "disk" or "bucket".</param>
/// <param name="Endpoint">Address of the server, such as https://s3.example.org.</param>
/// <param name="SecretKey">Written and never told.</param>
/// <param name="PathStyle">Whether the bucket stands in the path and not in the host's name.</param>
/// <param name="Prefix">A folder in the bucket.</param>
internal sealed record StorageAsked(
    string? Store, string? Endpoint, string? Bucket, string? Region, string? AccessKey, string? SecretKey, bool? PathStyle, string? Prefix)
{
    public BucketWish ToWish(BucketSettings now) => new(
        Store ?? now.Store, Endpoint ?? now.Endpoint, Bucket ?? now.Bucket, Region ?? now.Region, AccessKey ?? now.AccessKey, SecretKey,
        PathStyle ?? now.PathStyle, Prefix ?? now.Prefix);

    /// <exception cref="Refused">409: one that is named is set by the environment.</exception>
    public void CheckFixed(InstallationSettings installation)
    {
        (bool IsNamed, string Key, string Field)[] all =
        [
            (Store is not null, BucketSettings.StoreKey, "store"), (Endpoint is not null, BucketSettings.EndpointKey, "endpoint"),
            (Bucket is not null, BucketSettings.BucketKey, "bucket"), (Region is not null, BucketSettings.RegionKey, "region"),
            (AccessKey is not null, BucketSettings.AccessKeyKey, "accessKey"),
            (SecretKey is not null, BucketSettings.SecretKeyKey, "secretKey"),
            (PathStyle is not null, BucketSettings.PathStyleKey, "pathStyle"), (Prefix is not null, BucketSettings.PrefixKey, "prefix"),
        ];
        if (all.FirstOrDefault(a => a.IsNamed && installation.IsFixed(a.Key)) is { Field: { } field })
            throw new Refused("setting_fixed", 409, "The environment sets this, so it can't be changed here.") { Field = field };
    }
}

/// <param name="HasSecretKey">Whether there is one; it is never told.</param>
/// <param name="Failure">Why the bucket does not answer as it should; null while it does.</param>
/// <param name="Fixed">Names of fields that the environment sets.</param>
internal sealed record StorageAnswer(
    string Store, string Endpoint, string Bucket, string Region, string AccessKey, bool HasSecretKey, bool PathStyle, string Prefix,
    string? Failure, IReadOnlyList<string> Fixed)
{
    public static StorageAnswer Of(BucketSettings now, BucketHealth health, InstallationSettings installation) => new(
        now.Store, now.Endpoint, now.Bucket, now.Region, now.AccessKey, now.SecretKey.Length > 0, now.PathStyle, now.Prefix,
        now.IsSet ? health.Failure : null, [.. BucketSettings.Keys.Where(installation.IsFixed).Select(NameOf)]);

    private static string NameOf(string key)
    {
        var name = key[(key.LastIndexOf(':') + 1)..];
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}

/// <param name="Step">What was tried when it failed; empty where all went well.</param>
/// <param name="Answer">The server's own words, or the object that was written and removed.</param>
internal sealed record StorageTestAnswer(bool Works, string Step, string Answer);

/// <param name="To">"disk" or "bucket".</param>
internal sealed record StorageMove(string? To);
