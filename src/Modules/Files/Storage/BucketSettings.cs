namespace Guildhall.Files.Storage;

/// <summary>How a bucket that speaks S3 is reached, and whether new files go there.</summary>
/// <param name="Store">Where new files go: "disk" or "bucket". Those that lie in the other place are still found.</param>
/// <param name="Endpoint">Address of the server, such as https://s3.eu-central-1.amazonaws.com.</param>
/// <param name="Region">Stands in signatures; servers that know no regions take any word.</param>
/// <param name="PathStyle">Whether the bucket stands in the path and not in the host's name.</param>
/// <param name="Prefix">What the names of all objects begin with; empty or ending in a slash.</param>
internal sealed record BucketSettings(
    string Store, string Endpoint, string Bucket, string Region, string AccessKey, string SecretKey, bool PathStyle, string Prefix)
{
    public const string DefaultRegion = "us-east-1", Disk = "disk", InBucket = "bucket";

    public const string StoreKey = "Guildhall:Files:Store", EndpointKey = Section + "Endpoint", BucketKey = Section + "Bucket",
        RegionKey = Section + "Region", AccessKeyKey = Section + "AccessKey", SecretKeyKey = Section + "SecretKey",
        PathStyleKey = Section + "PathStyle", PrefixKey = Section + "Prefix";

    public static readonly IReadOnlyList<string> Keys =
        [StoreKey, EndpointKey, BucketKey, RegionKey, AccessKeyKey, SecretKeyKey, PathStyleKey, PrefixKey];

    private const string Section = "Guildhall:Files:S3:";

    /// <summary>Whether a bucket is known at all.</summary>
    public bool IsSet => Endpoint.Length > 0 && Bucket.Length > 0;

    public bool KeepsInBucket => IsSet && Store == InBucket;

    /// <summary>For people and for the manifest of a backup; holds no secret.</summary>
    public string Place => $"{Endpoint.TrimEnd('/')}/{Bucket}/{Prefix}";

    public static BucketSettings Of(IReadOnlyDictionary<string, string> values)
    {
        string Value(string key) => values.GetValueOrDefault(key, "").Trim();
        var (endpoint, bucket, region) = (Value(EndpointKey), Value(BucketKey), Value(RegionKey));
        return new BucketSettings(
            // Who names a bucket wants files there.
            Value(StoreKey) is { Length: > 0 } store ? store : bucket.Length > 0 ? InBucket : Disk,
            endpoint, bucket, region.Length > 0 ? region : DefaultRegion, Value(AccessKeyKey), values.GetValueOrDefault(SecretKeyKey, ""),
            Value(PathStyleKey) is not ("false" or "no"), PrefixOf(Value(PrefixKey)));
    }

    /// <summary>With one slash at its end, unless it is empty.</summary>
    public static string PrefixOf(string typed) => typed.Trim('/') is { Length: > 0 } name ? name + "/" : "";
}
