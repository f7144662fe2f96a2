using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Communities;

public class Asking_the_communities_api(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Visitors_read_what_the_pages_show_them()
    {
        var guild = await Guild.OpenAsync(app);
        var program = app.Visitor();

        Assert.Contains((await program.GetAsync("/api/communities")).Json.EnumerateArray(), c => c.GetProperty("slug").GetString() == guild.Community.Slug);
        var one = (await program.GetAsync(guild.Api)).ShouldBe(HttpStatusCode.OK).Json;
        Assert.Equal(JsonValueKind.Null, one.GetProperty("goals").ValueKind);
        var spaces = (await program.GetAsync(guild.Api + "/spaces")).ShouldBe(HttpStatusCode.OK).Json.EnumerateArray().ToList();
        Assert.Contains(spaces, s => s.GetProperty("tier").GetString() == "premium" && s.GetProperty("locked").GetBoolean());
        (await program.GetAsync("/api/communities/none")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task The_checklist_is_for_operators()
    {
        var guild = await Guild.OpenAsync(app);

        var steps = (await (await guild.TokenAsync("communities:read", "communities:write")).GetAsync(guild.Api + "/checklist"))
            .ShouldBe(HttpStatusCode.OK).Json;
        Assert.Equal(6, steps.GetArrayLength());
        (await app.Visitor().GetAsync(guild.Api + "/checklist")).ShouldBe(HttpStatusCode.Unauthorized);
        (await (await guild.TokenAsync("articles:read")).GetAsync(guild.Api + "/checklist")).ShouldBe(HttpStatusCode.Forbidden);
        Guild.ShouldBeHidden(await (await (await Guild.OpenAsync(app)).TokenAsync("communities:read", "communities:write"))
            .GetAsync(guild.Api + "/checklist"));
    }

    [Fact]
    public async Task Operators_change_the_community()
    {
        var guild = await Guild.OpenAsync(app);
        var program = await guild.TokenAsync("communities:write");

        var changed = (await program.SendAsync(Guild.Json(HttpMethod.Patch, guild.Api, """{"name":"By program","timeZone":"Europe/Madrid"}"""))).ShouldBe(HttpStatusCode.OK).Json;

        Assert.Equal(("By program", "Europe/Madrid"), (changed.GetProperty("name").GetString(), changed.GetProperty("timeZone").GetString()));
        Assert.Equal("CNY", changed.GetProperty("currency").GetString());
    }

    [Theory]
    [InlineData("""{"timeZone":"Mars/Olympus"}""", "time_zone_unknown", "timeZone")]
    [InlineData("""{"currency":"GLD"}""", "currency_unknown", "currency")]
    [InlineData("""{"name":""}""", "name_missing", "name")]
    [InlineData("""{"language":"de"}""", "language_unknown", "language")]
    public async Task Bad_values_are_refused_with_a_stable_code(string json, string code, string field)
    {
        var guild = await Guild.OpenAsync(app);

        var refused = await (await guild.TokenAsync("communities:write")).SendAsync(Guild.Json(HttpMethod.Patch, guild.Api, json));

        refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal(field, refused.Json.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Operators_make_a_space_and_change_who_reads_it()
    {
        var guild = await Guild.OpenAsync(app);
        var program = await guild.TokenAsync("communities:write");

        var made = await program.PostAsync(guild.Api + "/spaces", new { name = "By program", tier = "premium", previewBlocks = 3 });
        made.ShouldBe(HttpStatusCode.Created);
        var put = await program.SendAsync(Guild.Json(HttpMethod.Put, guild.Api + "/spaces/by-program/access", """{"tier":"partner"}"""));

        put.ShouldBe(HttpStatusCode.NoContent);
        var space = (await guild.NowAsync()).Spaces.Single(s => s.Slug == "by-program");
        Assert.Equal(3, space.PreviewBlocks);
        (await program.SendAsync(Guild.Json(HttpMethod.Put, guild.Api + "/spaces/by-program/access", """{"tier":"gold"}""")))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "tier_unknown");
        (await program.SendAsync(Guild.Json(HttpMethod.Put, guild.Api + "/spaces/none/access", """{"tier":null}"""))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_a_program_leaves_out_of_a_space_stays_and_only_open_opens_it()
    {
        var guild = await Guild.OpenAsync(app);
        var program = await guild.TokenAsync("communities:write");
        (await program.PostAsync(guild.Api + "/spaces", new { name = "Paid", tier = "premium", previewBlocks = 3 }))
            .ShouldBe(HttpStatusCode.Created);
        var tier = (await guild.NowAsync()).Spaces.Single(s => s.Slug == "paid").TierId;

        await ChangeAsync("""{"previewBlocks":5}""", tier, 5);
        await ChangeAsync("""{"tier":null,"previewBlocks":4}""", tier, 4);
        await ChangeAsync("""{"tier":"open"}""", null, 4);
        (await program.PostAsync(guild.Api + "/spaces", new { name = "Free", tier = "open" })).ShouldBe(HttpStatusCode.Created);

        async Task ChangeAsync(string json, long? tierId, int blocks)
        {
            (await program.SendAsync(Guild.Json(HttpMethod.Put, guild.Api + "/spaces/paid/access", json))).ShouldBe(HttpStatusCode.NoContent);
            var space = (await guild.NowAsync()).Spaces.Single(s => s.Slug == "paid");
            Assert.Equal((tierId, blocks), (space.TierId, space.PreviewBlocks));
        }
    }

    [Fact]
    public async Task Writing_needs_the_scope_and_the_permission()
    {
        var guild = await Guild.OpenAsync(app);
        var other = await Guild.OpenAsync(app);
        const string Patch = """{"name":"Taken over"}""";

        (await app.Visitor().SendAsync(Guild.Json(HttpMethod.Patch, guild.Api, Patch))).ShouldBe(HttpStatusCode.Unauthorized);
        (await (await guild.TokenAsync("communities:read")).SendAsync(Guild.Json(HttpMethod.Patch, guild.Api, Patch))).ShouldBe(HttpStatusCode.Forbidden);
        Guild.ShouldBeHidden(await (await other.TokenAsync("communities:write")).SendAsync(Guild.Json(HttpMethod.Patch, guild.Api, Patch)));
        Assert.NotEqual("Taken over", (await guild.NowAsync()).Name);
    }
}
