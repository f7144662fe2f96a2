using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>A page may do what its modules have declared for it, and no other page may.</summary>
public sealed class Policies_of_pages(AskingApp app) : IClassFixture<AskingApp>, IDisposable
{
    private const string Strict =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'";

    public void Dispose()
    {
        app.Module.Sources = AskingApp.Usual;
        Policies.Recompose();
    }

    [Theory]
    [InlineData("/design", HttpStatusCode.OK)]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/no/such/page", HttpStatusCode.NotFound)]
    [InlineData("/c/none/articles/none", HttpStatusCode.NotFound)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/operate/outbox", HttpStatusCode.Found)]
    public async Task Are_the_strictest_where_nothing_is_declared(string path, HttpStatusCode status)
    {
        var answer = (await app.Visitor().GetAsync(path)).ShouldBe(status);

        Assert.Equal(Strict, answer.Header("Content-Security-Policy"));
        Assert.Equal("camera=(), microphone=(), geolocation=(), interest-cohort=()", answer.Header("Permissions-Policy"));
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Opener-Policy"));
    }

    [Fact]
    public async Task Let_in_what_all_declarations_for_the_page_name()
    {
        var (_, path) = await PublishedAsync();

        ShouldBeOfArticles(await app.Visitor().GetAsync(path));
    }

    [Fact]
    public async Task Differ_from_page_to_page()
    {
        var (library, _) = await PublishedAsync();

        var answer = (await app.Visitor().GetAsync($"{library.Path}/s/{library.Community.Spaces[0].Slug}")).ShouldBe(HttpStatusCode.OK);

        // A space of chat plays and records messages, so the page of a space may.
        Assert.Equal(
            Strict.Replace("form-action 'self'", "form-action 'self' http://127.0.0.1:5099")
                .Replace("manifest-src 'self'", "manifest-src 'self'; media-src 'self' blob:")
                .Replace("connect-src 'self'", "connect-src 'self' https://api.example.org")
                .Replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
            answer.Header("Content-Security-Policy"));
        Assert.StartsWith("camera=(\"https://room.example.org\"), microphone=(self),", answer.Header("Permissions-Policy"));
        Assert.Equal("SAMEORIGIN", answer.Header("X-Frame-Options"));
    }

    [Fact]
    public async Task Stay_with_a_page_that_is_kept_for_visitors()
    {
        var (_, path) = await PublishedAsync();
        Assert.Null((await app.Visitor().GetAsync(path)).Header("Age"));

        var kept = await app.Visitor().GetAsync(path);

        Assert.NotNull(kept.Header("Age"));
        ShouldBeOfArticles(kept);
        Assert.Equal("nosniff", kept.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Follow_a_changed_setting_at_once_also_on_kept_pages()
    {
        var (_, path) = await PublishedAsync();
        await app.Visitor().GetAsync(path);
        app.Module.Sources =
        [
            new(AskingApp.Articles) { Frames = ["https://other.example.org"] },
            new(PageSources.EveryPage) { Images = ["https://files.example.org"] },
        ];

        Policies.Recompose();

        var everyPage = Strict.Replace("img-src 'self' data:", "img-src 'self' data: https://files.example.org");
        var page = await app.Visitor().GetAsync(path);
        Assert.Null(page.Header("Age"));
        Assert.Equal(everyPage.Replace("frame-src 'self'", "frame-src 'self' https://other.example.org"), page.Header("Content-Security-Policy"));
        Assert.Equal("DENY", page.Header("X-Frame-Options"));
        var kept = await app.Visitor().GetAsync(path);
        Assert.NotNull(kept.Header("Age"));
        Assert.Equal(page.Header("Content-Security-Policy"), kept.Header("Content-Security-Policy"));
        Assert.Equal(everyPage, (await app.Visitor().GetAsync("/design")).Header("Content-Security-Policy"));
    }

    [Fact]
    public async Task Stay_as_they_are_when_a_setting_asks_for_too_much()
    {
        var (_, path) = await PublishedAsync();
        app.Module.Sources = [new(AskingApp.Articles) { Frames = ["*"] }];

        Assert.Throws<Refused>(Policies.Recompose);

        ShouldBeOfArticles(await app.Visitor().GetAsync(path));
    }

    [Fact]
    public async Task Leave_the_frame_of_diagrams_without_an_origin()
    {
        var frame = (await app.Visitor().GetAsync("/frames/diagram")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(
            "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; "
            + "font-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
            frame.Header("Content-Security-Policy"));
        Assert.Equal("SAMEORIGIN", frame.Header("X-Frame-Options"));
    }

    private PagePolicies Policies => app.Services.GetRequiredService<PagePolicies>();

    private static void ShouldBeOfArticles(Answer answer)
    {
        answer.ShouldBe(HttpStatusCode.OK);
        Assert.Equal(
            Strict.Replace("frame-src 'self'", "frame-src 'self' https://player.example.org https://film.example.net:8443")
                .Replace("frame-ancestors 'none'", "frame-ancestors https://partner.example.org")
                + "; media-src 'self' blob:; worker-src 'self' blob:",
            answer.Header("Content-Security-Policy"));
        Assert.Equal(
            "camera=(), microphone=(self), geolocation=(), interest-cohort=(), fullscreen=(self \"https://player.example.org\")",
            answer.Header("Permissions-Policy"));
        Assert.Null(answer.Header("X-Frame-Options"));
        Assert.Equal("same-origin-allow-popups", answer.Header("Cross-Origin-Opener-Policy"));
    }

    private async Task<(Library Library, string Path)> PublishedAsync()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Open", "An open text.", slug: "open");
        return (library, $"{library.Path}/articles/open");
    }
}
