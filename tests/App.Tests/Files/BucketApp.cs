using System.Diagnostics;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.House;
using Guildhall.Files.Storage;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Files;

/// <summary>The program beside somebody else's server for objects, whose folder a test can look into.</summary>
public sealed class BucketApp : GuildhallApp
{
    /// <summary>Of its only bucket.</summary>
    public const string Bucket = "files";

    // s3rver knows one pair of keys.
    public const string Key = "S3RVER";

    private readonly string _folder = Directory.CreateTempSubdirectory("guildhall-s3-").FullName;
    private readonly Lazy<string> _endpoint;

    // Kept: a collected process closes its input, at which the server ends.
    private Process? _node;

    public BucketApp() => _endpoint = new Lazy<string>(Start);

    public string Endpoint => _endpoint.Value;

    /// <summary>Where nobody listens.</summary>
    public string NoEndpoint => "http://127.0.0.1:9";

    /// <summary>Puts settings into force, with a prefix of the scenario's own.</summary>
    public async Task UseAsync(string store, string prefix, string? endpoint = null)
    {
        var by = (await this.MemberAsync("Operator", owner: true)).Id;
        await WithAsync<IServiceProvider>(async services =>
        {
            var settings = services.GetRequiredService<InstallationSettings>();
            foreach (var (key, value) in new[]
            {
                (BucketSettings.StoreKey, store), (BucketSettings.EndpointKey, endpoint ?? Endpoint), (BucketSettings.BucketKey, Bucket),
                (BucketSettings.AccessKeyKey, Key), (BucketSettings.PrefixKey, prefix), (BucketSettings.PathStyleKey, "true"),
            })
                await settings.ChangeAsync(key, value, secret: false, by);
            await settings.ChangeAsync(BucketSettings.SecretKeyKey, Key, secret: true, by);
            await services.GetRequiredService<AppDb>().SaveChangesAsync();
        });
        Services.GetRequiredService<Buckets>().Forget();
    }

    /// <summary>Where the server keeps the bytes of an object of this hash, among others' files of its own.</summary>
    public string ObjectOf(string prefix, string sha256, string folder = "files/kept") =>
        Path.Combine(_folder, Bucket, prefix, folder, sha256[..2], sha256[2..] + "._S3rver_object");

    public string FileOf(string sha256, string folder = "files/kept") => Path.Combine(DataFolder, folder, sha256[..2], sha256[2..]);

    /// <summary>It ends with this process, whose end closes its input.</summary>
    private string Start()
    {
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, "node_modules", "s3rver")), "The peers need their packages: npm ci");
        _node = Process.Start(new ProcessStartInfo(
            "node", [Path.Combine(Repository.Root, "tests", "peers", "s3", "server.mjs"), _folder, Bucket])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Repository.Root,
        })!;
        var told = _node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server of the bucket did not start.");
        return $"http://127.0.0.1:{JsonSerializer.Deserialize<JsonElement>(told).GetProperty("port").GetInt32()}";
    }
}
