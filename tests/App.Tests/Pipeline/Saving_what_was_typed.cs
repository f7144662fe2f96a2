using System.Net;
using AngleSharp.Dom;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>The browser keeps a copy of a form until the answer says what became of it: copies.ts.</summary>
[Trait("Database", "sqlite")]
public class Saving_what_was_typed(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Token = "0123456789abcdef", Cookie = "copy-" + Token;

    [Fact]
    public async Task An_answer_that_leads_on_says_that_it_is_saved()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");

        var saved = await SendAsync(owner, await NewAsync(library, owner), Token, ("title", "Saved"), ("markdown", "Words."), ("do", "save"));

        saved.ShouldRedirect();
        var cookie = Said(saved);
        Assert.Contains($"{Cookie}=saved", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("httponly", cookie.Split(Cookie)[1].Split(", ")[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_preview_says_that_it_shows_the_text_and_no_more()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");

        var shown = await SendAsync(owner, await NewAsync(library, owner), Token,
            ("title", "Shown"), ("markdown", "Words."), ("do", "preview-member"));

        Assert.Contains($"{Cookie}=shown", Said(shown.ShouldBe(HttpStatusCode.OK)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_an_end_of_the_session_and_another_token_say_nothing()
    {
        var library = await Library.OpenAsync(app);
        var owner = (await library.SignedInAsync("owner")).Speaking("en");

        var refused = await SendAsync(owner, await NewAsync(library, owner), Token, ("title", ""), ("markdown", "Words."), ("do", "save"));
        var foreign = await SendAsync(owner, await NewAsync(library, owner), "x; path=/evil...", ("title", "T"), ("markdown", "W"), ("do", "save"));
        var page = await NewAsync(library, owner);
        await owner.PressAsync(page, "/sign-out");
        var ended = await SendAsync(owner, page, Token, ("title", "Lost"), ("markdown", "Words."), ("do", "save"));

        Assert.DoesNotContain("copy-", Said(refused.ShouldBe(HttpStatusCode.UnprocessableEntity)), StringComparison.Ordinal);
        Assert.DoesNotContain("copy-", Said(foreign.ShouldRedirect()), StringComparison.Ordinal);
        Assert.DoesNotContain("copy-", Said(ended.ShouldBe(HttpStatusCode.Unauthorized)), StringComparison.Ordinal);
    }

    private static Task<Answer> NewAsync(Library library, Client browser) => browser.GetAsync(library.Path + "/manage/articles/new?space=announcements");

    private static Task<Answer> SendAsync(Client browser, Answer page, string token, params (string Name, object Value)[] fields)
    {
        var form = FormFilling.Find(page.Document, fields);
        var copy = page.Document.CreateElement("input");
        copy.SetAttribute("name", "_copy");
        copy.SetAttribute("value", token);
        form.AppendChild(copy);
        return browser.SubmitAsync(page, fields);
    }

    private static string Said(Answer answer) => answer.Header("Set-Cookie") ?? "";
}
