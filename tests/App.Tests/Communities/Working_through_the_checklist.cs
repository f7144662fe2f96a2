using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Checklists;
using Guildhall.Communities.Opening;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Ui;

namespace Guildhall.App.Tests.Communities;

public class Working_through_the_checklist(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Notes_are_kept_and_done_names_who_and_when()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();

        (await SendAsync(owner, guild, "tools", "WeChat Pay first", "done")).ShouldBe(HttpStatusCode.SeeOther);

        var page = await owner.GetAsync(guild.Path + "/manage/checklist?step=tools");
        Assert.Contains("owner", page.TextOf("#step-tools .guide-by"));
        Assert.Equal("WeChat Pay first", page.Document.QuerySelector("#notes-tools")!.TextContent.TrimStart('\n'));
        Assert.Contains("1 of 6 done", page.Text);
    }

    [Fact]
    public async Task A_step_can_be_taken_back_and_keeps_its_notes()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        await SendAsync(owner, guild, "content", "Ten articles", "done");

        await SendAsync(owner, guild, "content", "Ten articles", "undone");

        var page = await owner.GetAsync(guild.Path + "/manage/checklist?step=content");
        Assert.False(page.Has("#step-content .guide-by"));
        Assert.Contains("Ten articles", page.TextOf("#notes-content"));
    }

    [Fact]
    public async Task Notes_that_are_too_long_are_refused_and_not_lost()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        var essay = new string('x', ChecklistStep.MaxNotes + 1);

        var page = await SendAsync(owner, guild, "promotion", essay, "done");

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(essay, page.TextOf("#notes-promotion"));
        Assert.False(page.Has("#step-promotion .guide-by"));
    }

    [Fact]
    public async Task An_unknown_step_does_not_exist()
    {
        var guild = await Guild.OpenAsync(app);

        (await SendAsync(await guild.OwnerAsync(), guild, "world-domination", "", "done")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Two_operators_who_finish_a_step_at_once_leave_one_who_was_first()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        var page = await owner.GetAsync(guild.Path + "/manage/checklist");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => owner.SubmitAsync(page, ("step", "atmosphere"), ("notes", ""), ("do", "done"))));

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.SeeOther));
        Assert.Contains("1 of 6 done", (await owner.GetAsync(guild.Path + "/manage/checklist")).Text);
    }

    [Fact]
    public void Every_kind_has_its_own_guidance_in_both_languages()
    {
        var texts = new TextCatalogue(Guildhall.Web.Modules.All.Assemblies);
        var said = Enum.GetValues<CommunityKind>().SelectMany(kind => Guide.For(kind)
            .SelectMany(step => step.Advice.Questions.Append(step.Advice.Text).Append(step.Title).Concat(step.Links.Select(l => l.Text))))
                .ToList();
        said.AddRange(KindText.All.SelectMany(k => new[] { k.Name, k.For, k.Earns }));
        said.AddRange(Accents.All.Select(a => char.ToUpperInvariant(a[0]) + a[1..]));

        Assert.DoesNotContain(said, text => !texts.Keys.Contains(text));
        Assert.Equal(3, Enum.GetValues<CommunityKind>().Select(kind => Guide.For(kind)[0].Advice.Text).Distinct().Count());
    }

    private static Task<Answer> SendAsync(Client owner, Guild guild, string step, string notes, string deed) =>
        owner.SubmitAsync(guild.Path + "/manage/checklist", ("step", step), ("notes", notes), ("do", deed));
}
