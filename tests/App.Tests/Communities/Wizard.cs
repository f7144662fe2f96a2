using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Communities;

/// <summary>Somebody who works through the set-up, page by page.</summary>
internal sealed class Wizard(Client browser, Answer page)
{
    public Answer Page { get; private set; } = page;

    public Client Browser => browser;

    public static async Task<Wizard> OpenAsync(GuildhallApp app, string link)
    {
        var browser = app.Visitor().Speaking("en");
        return new Wizard(browser, (await browser.GetAsync(link)).ShouldBe(HttpStatusCode.OK));
    }

    public static async Task<Wizard> AtReviewAsync(
        GuildhallApp app, string link, string email = "owner@example.org", string kind = "technical", string language = "en")
    {
        var wizard = await OpenAsync(app, link);
        (await wizard.AccountAsync(("email", email), ("language", language))).ShouldBe(HttpStatusCode.OK);
        (await wizard.CommunityAsync(("kind", kind))).ShouldBe(HttpStatusCode.OK);
        return wizard;
    }

    /// <summary>Sends the first step, with these fields instead of good ones.</summary>
    public Task<Answer> AccountAsync(params (string Name, object Value)[] fields) => SendAsync(fields,
        ("name", "Ada"), ("email", "owner@example.org"), ("password", Person.Password), ("language", "en"), ("timeZone", "Europe/Berlin"),
        ("currency", "EUR"));

    /// <summary>Sends the second step, with these fields instead of good ones.</summary>
    public Task<Answer> CommunityAsync(params (string Name, object Value)[] fields) => SendAsync(fields,
        ("kind", "technical"), ("communityName", "Systems Corner"), ("slug", "systems"), ("description", "The layer below."), ("accent", "rust"));

    public Task<Answer> CreateAsync() => SendAsync([], ("go", "next"));

    public Task<Answer> BackAsync() => SendAsync([("go", "back")]);

    private async Task<Answer> SendAsync((string Name, object Value)[] instead, params (string Name, object Value)[] good)
    {
        var fields = good.Where(g => instead.All(f => f.Name != g.Name)).Concat(instead).ToList();
        if (fields.All(f => f.Name != "go"))
            fields.Add(("go", "next"));
        return Page = await browser.SubmitAsync(Page, [.. fields]);
    }
}
