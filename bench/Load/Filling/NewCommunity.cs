using System.Globalization;
using System.Text.Json;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Filling;

/// <summary>Sets an installation up as its operator does: the printed link, then one member to whom the paid tier is given.</summary>
internal static class NewCommunity
{
    public const string Slug = "bench", OpenColumn = "open-reading", MembersColumn = "members-column";

    public const string OwnerEmail = "owner@bench.example";

    private const string MemberEmail = "reader@bench.example", Password = "lantern-quarry-violet-84-harbour";

    /// <summary>The installation serves, before and afterwards.</summary>
    public static async Task SetUpAsync(Installation guildhall)
    {
        using var owner = new Browser(guildhall.Address);
        var path = new Uri(await guildhall.SetupLinkAsync()).PathAndQuery;
        var community = await owner.SubmitAsync(await owner.ReadAsync(path), path,
            ("name", "林知远"), ("email", OwnerEmail), ("password", Password), ("language", "zh"), ("timeZone", "Asia/Shanghai"),
            ("currency", "CNY"), ("go", "next"));
        var review = await owner.SubmitAsync(community, path,
            ("communityName", "书院测试社区"), ("slug", Slug), ("kind", "paid_knowledge"), ("description", "为测量而建的社区。"), ("go", "next"));
        await owner.SubmitAsync(review, path, ("go", "next"));

        await guildhall.RunVerbAsync("member", "create", "--name", "读者", "--email", MemberEmail, "--password", Password, "--language", "zh");
        await GiveTierAsync(guildhall, owner);
    }

    /// <summary>The cookie of a session of the member who holds the paid tier.</summary>
    public static async Task<string> SignInAsync(Uri address)
    {
        using var member = new Browser(address);
        await member.SubmitAsync(await member.ReadAsync("/sign-in"), "/sign-in", ("email", MemberEmail), ("password", Password));
        var cookies = member.Cookies.Split("; ").Where(c => c.StartsWith("__Host-guildhall", StringComparison.Ordinal)).ToList();
        return cookies.Count > 0 ? string.Join("; ", cookies) : throw new InvalidOperationException("The member could not sign in.");
    }

    /// <summary>For programs of the owner, within these scopes, separated by blanks.</summary>
    public static async Task<string> TokenAsync(Installation guildhall, string scopes) =>
        (await guildhall.RunVerbAsync("token", "create", "--member", OwnerEmail, "--scopes", scopes)).Trim();

    private static async Task GiveTierAsync(Installation guildhall, Browser browser)
    {
        var token = await TokenAsync(guildhall, "members:read members:write");
        var tiers = await browser.AskAsync(HttpMethod.Get, $"/api/communities/{Slug}/tiers");
        var premium = Only(tiers, t => t.GetProperty("slug").GetString() == "premium").GetProperty("tierId").GetInt64();
        var members = await guildhall.RunVerbAsync("member", "link", "--member", MemberEmail, "--json");
        var member = JsonSerializer.Deserialize<JsonElement>(members).GetProperty("member").GetInt64();
        await browser.AskAsync(HttpMethod.Post, $"/api/communities/{Slug}/members/{member.ToString(CultureInfo.InvariantCulture)}/gifts", token,
            new { tierId = premium, until = (DateTimeOffset?)null, note = "bench" });
    }

    private static JsonElement Only(JsonElement array, Func<JsonElement, bool> which) => array.EnumerateArray().Single(which);
}
