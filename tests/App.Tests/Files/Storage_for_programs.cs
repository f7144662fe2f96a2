using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Resources;

namespace Guildhall.App.Tests.Files;

/// <summary>Where files are kept is read, changed, tested and moved by programs, and the secret is told to none.</summary>
public class Storage_for_programs(BucketApp app) : IClassFixture<BucketApp>
{
    private const string Path = "/api/operate/files", Secret = "quiet-secret-of-the-bucket";

    [Fact]
    public async Task A_bucket_is_set_tested_and_changed_part_by_part()
    {
        await app.UseAsync("disk", "before/");
        var program = await OperatorAsync();

        var set = await PutAsync(program,
            new { store = "bucket", endpoint = app.Endpoint, bucket = "missing", prefix = "api", secretKey = Secret });
        var missing = await program.PostAsync(Path + "/test", new { });
        await PutAsync(program, new { bucket = BucketApp.Bucket, secretKey = BucketApp.Key });
        var right = await program.PostAsync(Path + "/test", new { });
        var read = await program.GetAsync(Path);

        Assert.Equal(("bucket", "api/", true), (Text(set.ShouldBe(HttpStatusCode.OK), "store"), Text(set, "prefix"),
            set.Json.GetProperty("hasSecretKey").GetBoolean()));
        Assert.DoesNotContain(Secret, set.Text);
        Assert.False(missing.ShouldBe(HttpStatusCode.OK).Json.GetProperty("works").GetBoolean());
        Assert.Contains("NoSuchBucket", Text(missing, "answer"));
        Assert.DoesNotContain(Secret, missing.Text);
        Assert.True(right.ShouldBe(HttpStatusCode.OK).Json.GetProperty("works").GetBoolean(), right.Text);
        Assert.Equal((app.Endpoint, BucketApp.Bucket, BucketApp.Key), (Text(read, "endpoint"), Text(read, "bucket"), Text(read, "accessKey")));
        Assert.False(read.Json.TryGetProperty("secretKey", out _));
    }

    [Theory]
    [InlineData("store", "cellar", "store_unknown")]
    [InlineData("endpoint", "s3.example.org", "endpoint_invalid")]
    [InlineData("bucket", "A b", "bucket_invalid")]
    [InlineData("accessKey", "", "access_key_missing")]
    [InlineData("prefix", "../x", "prefix_invalid")]
    public async Task What_is_wrong_is_told_at_its_field_and_changes_nothing(string field, string value, string code)
    {
        await app.UseAsync("bucket", "kept-as-it-is/");
        var program = await OperatorAsync();
        var before = (await program.GetAsync(Path)).Text;

        var refused = await PutAsync(program, new Dictionary<string, string> { [field] = value });

        refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal(field, Text(refused, "field"));
        Assert.Equal(before, (await program.GetAsync(Path)).Text);
    }

    [Fact]
    public async Task Files_are_moved_by_the_queue_and_not_lost_to_a_change()
    {
        await app.UseAsync("bucket", "moved-by-api/");
        var shelf = await Shelf.OpenAsync(app);
        var id = await shelf.AddsAsync([0, 1, 2, 3], name: "one.bin");
        var program = await OperatorAsync();

        (await PutAsync(program, new { prefix = "another" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "files_in_bucket");
        (await program.PostAsync(Path + "/moves", new { to = "nowhere" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "store_unknown");
        (await program.PostAsync(Path + "/moves", new { to = "disk" })).ShouldBe(HttpStatusCode.Accepted);
        await app.SettleAsync();

        (await PutAsync(program, new { prefix = "another", store = "disk" })).ShouldBe(HttpStatusCode.OK);
        (await app.Visitor().GetAsync($"{shelf.Path}/resources/{id}/file")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_for_the_operator_alone_within_the_scope()
    {
        var (member, owner) = (await app.MemberAsync(), await app.MemberAsync("Operator", owner: true));

        (await (await app.TokenAsync(member, "operate")).GetAsync(Path)).ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(await app.TokenAsync(member, "operate"), new { store = "disk" })).ShouldBe(HttpStatusCode.NotFound);
        (await (await app.TokenAsync(owner, "orders:read")).GetAsync(Path)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope_missing");
        (await app.Visitor().GetAsync(Path)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<Client> OperatorAsync() => await app.TokenAsync(await app.MemberAsync("Operator", owner: true), "operate");

    private static async Task<Answer> PutAsync(Client program, object json) =>
        await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, Path) { Content = JsonContent.Create(json) });

    private static string? Text(Answer answer, string name) => answer.Json.GetProperty(name).GetString();
}

/// <summary>What the environment sets is told and not changed.</summary>
public class Storage_set_by_the_environment(FixedStorageApp app) : IClassFixture<FixedStorageApp>
{
    [Fact]
    public async Task Is_told_and_refused()
    {
        var program = await app.TokenAsync(await app.MemberAsync("Operator", owner: true), "operate");

        var read = (await program.GetAsync("/api/operate/files")).ShouldBe(HttpStatusCode.OK);
        var refused = await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/operate/files")
        {
            Content = JsonContent.Create(new { region = "eu-central-1" }),
        });

        Assert.Equal(["region"], read.Json.GetProperty("fixed").EnumerateArray().Select(f => f.GetString()));
        refused.ShouldBeRefused(HttpStatusCode.Conflict, "setting_fixed");
        Assert.Equal("region", refused.Json.GetProperty("field").GetString());
    }
}

public sealed class FixedStorageApp : GuildhallApp
{
    protected override IEnumerable<string> Settings => ["--Guildhall:Files:S3:Region=cn-north-1"];
}
