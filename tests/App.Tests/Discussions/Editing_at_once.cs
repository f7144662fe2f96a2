using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Moderation;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Discussions;

/// <summary>The screening here lets a test do something between what an edit reads and what it writes.</summary>
public class Editing_at_once(Editing_at_once.PausingApp app) : IClassFixture<Editing_at_once.PausingApp>
{
    [Fact]
    public async Task What_an_edit_leaves_out_stays_as_another_has_changed_it_meanwhile()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada, "First title", "First text.");
        var change = new { title = "Second title", tags = new[] { "new" } };
        app.Meanwhile = async () => (await mod.PatchAsync($"{forum.Api}/topics/{topic}", change))
            .ShouldBe(HttpStatusCode.NoContent);

        (await ada.PatchAsync($"{forum.Api}/topics/{topic}", new { body = "Second text." })).ShouldBe(HttpStatusCode.NoContent);

        var seen = (await ada.GetAsync($"{forum.Api}/topics/{topic}")).Json;
        Assert.Equal(("Second title", "Second text.", 3),
            (seen.GetProperty("title").GetString(), seen.GetProperty("markdown").GetString(), seen.GetProperty("edition").GetInt32()));
        Assert.Equal("new", seen.GetProperty("tags")[0].GetString());
    }

    [Fact]
    public async Task An_edit_of_an_older_edition_is_refused()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await forum.OpensAsync(ada);
        app.Meanwhile = async () => await ada.PatchAsync($"{forum.Api}/topics/{topic}", new { title = "Second title" });

        (await ada.PatchAsync($"{forum.Api}/topics/{topic}", new { body = "Second text.", edition = 1 }))
            .ShouldBeRefused(HttpStatusCode.Conflict, "changed_meanwhile");
    }

    [Fact]
    public async Task An_edit_that_was_begun_goes_on_on_another_device_unless_newer_words_were_saved()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(ada, topic, "First words.");
        var (page, draft) = ($"{forum.Path}/replies/{reply}/edit", $"{forum.Api}/drafts/edit-reply-{reply}");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Replying.PutAsync(ada, draft, new { title = "", body = "Begun words." });

        Assert.Equal("Begun words.", (await ada.GetAsync(page)).TextOf("#field-body").Trim());
        Assert.Equal("First words.", (await ada.GetAsync($"{page}?fresh=yes")).TextOf("#field-body").Trim());
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var seen = (await ada.GetAsync($"{forum.Api}/topics/{topic}/replies")).Json.GetProperty("items")[0];
        var words = new { body = $"{seen.GetProperty("markdown").GetString()} And more.", edition = seen.GetProperty("edition").GetInt32() };
        (await ada.PatchAsync($"{forum.Api}/replies/{reply}", words)).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PatchAsync($"{forum.Api}/replies/{reply}", words)).ShouldBeRefused(HttpStatusCode.Conflict, "changed_meanwhile");

        Assert.Equal("First words. And more.", (await ada.GetAsync(page)).TextOf("#field-body").Trim());
        (await ada.SubmitAsync(page, ("body", "Last words."))).ShouldRedirect();
        Assert.Equal("", (await ada.GetAsync(draft)).Json.GetProperty("body").GetString());
    }

    public sealed class PausingApp : GuildhallApp
    {
        public Func<Task>? Meanwhile { get; set; }

        protected override void Arrange(IServiceCollection services) => services.AddScoped<IScreening>(_ => new Pause(this));

        private sealed class Pause(PausingApp app) : IScreening
        {
            public async Task<Screened> ScreenAsync(PostToScreen post, CancellationToken cancel = default)
            {
                if (app.Meanwhile is { } deed)
                {
                    app.Meanwhile = null;
                    await deed();
                }
                return Screened.Publish;
            }
        }
    }
}
