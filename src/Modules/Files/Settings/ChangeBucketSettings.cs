using System.Text.RegularExpressions;
using Guildhall.Files.Storage;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Settings;

namespace Guildhall.Files.Settings;

/// <summary>What the operator types on the page; what is fixed by the environment is not in it.</summary>
/// <param name="SecretKey"><c>null</c> or empty keeps the present one.</param>
internal sealed record BucketWish(
    string? Store, string? Endpoint, string? Bucket, string? Region, string? AccessKey, string? SecretKey, bool PathStyle, string? Prefix);

/// <summary>Changes where files are kept. What lies in the bucket must stay within reach.</summary>
internal sealed partial class ChangeBucketSettings(
    AppDb db, Guard guard, InstallationSettings settings, Buckets buckets, CountElsewhere elsewhere)
{
    public async Task RunAsync(BucketWish wish, CancellationToken cancel)
    {
        var by = await guard.RequireOperatorAsync(cancel);
        var before = await buckets.SettingsAsync(cancel);
        var wanted = Check(wish, hasSecret: before.SecretKey.Length > 0);
        var after = BucketSettings.Of(wanted);
        if (before.IsSet && (before.Endpoint, before.Bucket, before.Prefix) != (after.Endpoint, after.Bucket, after.Prefix)
            && await elsewhere.AnyAsync(cancel))
            throw Refused.AtField("bucket", "files_in_bucket",
                "Readers would lose the files kept in {0}. Move them to the data folder first.", before.Place);
        foreach (var (key, value) in wanted.Where(w => !settings.IsFixed(w.Key)))
            await settings.ChangeAsync(key, value, secret: key == BucketSettings.SecretKeyKey, by, cancel);
        await db.SaveChangesAsync(cancel);
        buckets.Forget();
    }

    /// <exception cref="Refused">422 at the field.</exception>
    private static Dictionary<string, string> Check(BucketWish wish, bool hasSecret)
    {
        static string Line(string? typed) => (typed ?? "").Trim();
        var (endpoint, bucket, prefix) = (Line(wish.Endpoint), Line(wish.Bucket), BucketSettings.PrefixOf(Line(wish.Prefix)));
        if (wish.Store is not (BucketSettings.Disk or BucketSettings.InBucket))
            throw Refused.AtField("store", "store_unknown", "Choose one of these.");
        if (wish.Store == BucketSettings.InBucket || bucket.Length > 0 || endpoint.Length > 0)
        {
            if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
                || address.PathAndQuery != "/" || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
                throw Refused.AtField("endpoint", "endpoint_invalid", "Enter the server's address, such as https://s3.example.org.");
            if (!BucketName().IsMatch(bucket))
                throw Refused.AtField("bucket", "bucket_invalid", "A bucket's name has 3 to 63 small letters, digits, dots and hyphens.");
            if (Line(wish.AccessKey).Length == 0)
                throw Refused.AtField("accessKey", "access_key_missing", "Enter the access key.");
            if (string.IsNullOrEmpty(wish.SecretKey) && !hasSecret)
                throw Refused.AtField("secretKey", "secret_key_missing", "Enter the secret key.");
        }
        if (!Prefix().IsMatch(prefix))
            throw Refused.AtField("prefix", "prefix_invalid", "Use letters, digits, hyphens, dots and slashes.");

        var values = new Dictionary<string, string>
        {
            [BucketSettings.StoreKey] = wish.Store,
            [BucketSettings.EndpointKey] = endpoint,
            [BucketSettings.BucketKey] = bucket,
            [BucketSettings.RegionKey] = Line(wish.Region),
            [BucketSettings.AccessKeyKey] = Line(wish.AccessKey),
            [BucketSettings.PathStyleKey] = wish.PathStyle ? "true" : "false",
            [BucketSettings.PrefixKey] = prefix,
        };
        if (!string.IsNullOrEmpty(wish.SecretKey))
            values[BucketSettings.SecretKeyKey] = wish.SecretKey;
        return values;
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; older buckets elsewhere may have underscores.
    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();

    [GeneratedRegex("^([A-Za-z0-9_][A-Za-z0-9._-]{0,60}/){0,6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
