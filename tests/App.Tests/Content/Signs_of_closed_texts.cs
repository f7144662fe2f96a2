using Guildhall.Content.Import;

namespace Guildhall.App.Tests.Content;

[Trait("Database", "none")]
public class Signs_of_closed_texts
{
    [Theory]
    [InlineData("private: yes"), InlineData("hidden: index"), InlineData("draft: maybe"), InlineData("Is Private: 1"), InlineData("is-draft: on")]
    [InlineData("published: false"), InlineData("publish: no"), InlineData("public: 0"), InlineData("published: later"), InlineData("dg-publish: false")]
    [InlineData("password: 0"), InlineData("password: [a, b]"), InlineData("encrypt:\n  password: x"), InlineData("密码: 芝麻")]
    [InlineData("status: Draft"), InlineData("status: in review"), InlineData("status: in-progress"), InlineData("post_status: future"), InlineData("状态: 待审核")]
    [InlineData("visibility: members"), InlineData("visibility: [paid]"), InlineData("visible: false"), InlineData("visible: PRIVATE")]
    [InlineData("sitemap: false"), InlineData("sitemap:\n  disable: true"), InlineData("build:\n  list: never"),
        InlineData("_build:\n  render: link"), InlineData("permalink: false")]
    [InlineData("hide: true"), InlineData("hide: [index]"), InlineData("robots: noindex, nofollow"), InlineData("head:\n  - [meta, {name: robots, content: noindex}]")]
    [InlineData("tags: [a, draft]"), InlineData("tags: a, private"), InlineData("tags: a draft"), InlineData("category: 私密"), InlineData("layout: draft")]
    [InlineData("params:\n  private: true"), InlineData("extra:\n  hidden: true"), InlineData("x: &a true\ndraft: *a"), InlineData("draft: true\ndraft: false")]
    [InlineData("premium: true"), InlineData("membersOnly: true"), InlineData("paywall: 9.90"), InlineData("headless: true"), InlineData("draft: false\npublished: false")]
    public void Close(string front) => Assert.NotEmpty(Of("docs/a.md", front));

    [Theory]
    [InlineData("private: false"), InlineData("hidden:"), InlineData("draft: no"), InlineData("draft: ~"), InlineData("encrypted: \"\""),
        InlineData("private: 否")]
    [InlineData("published: true"), InlineData("published: 2023-10-01"), InlineData("publish: yes"), InlineData("public: 是")]
    [InlineData("password:"), InlineData("password: ''"), InlineData("password: false")]
    [InlineData("status: publish"), InlineData("status: evergreen"), InlineData("status: reviewed"), InlineData("status: 已发布")]
    [InlineData("visibility: public"), InlineData("visible: true"), InlineData("visibility: 公开")]
    [InlineData("sitemap:\n  priority: 0.5"), InlineData("permalink: /a/b/"), InlineData("hide: [toc, navigation]"),
        InlineData("show: sidebar"), InlineData("robots: index, follow")]
    [InlineData("tags: [privacy, drafting]"), InlineData("tags: [private cloud]"), InlineData("layout: post"), InlineData("type: review")]
    [InlineData("cover:\n  hidden: true"), InlineData("hero:\n  private: true"), InlineData("members: [a, b]"), InlineData("share: false"),
        InlineData("toc: false")]
    public void Are_not_seen_where_nothing_was_closed(string front) => Assert.Empty(Of("docs/a.md", front));

    [Theory]
    [InlineData("_drafts/a.md", "_drafts"), InlineData("blog/source/_drafts/x/a.md", "_drafts"), InlineData("Drafts/a.md", "Drafts"), InlineData("docs/草稿/a.md", "草稿")]
    [InlineData("docs/private/a.md", "private"), InlineData("docs/_a.md", "_a.md"), InlineData("docs/a.draft.md", "a.draft.md"),
        InlineData("docs/a.Private.markdown", "a.Private.markdown")]
    public void Are_names_of_folders_and_files(string path, string name) =>
        Assert.Equal((ImportTexts.ClosedName, name), Of(path, "title: T").Select(n => (n.Text, n.Args[0])).Single());

    [Theory, InlineData("_posts/a.md"), InlineData("docs/_index.md"), InlineData("docs/_index.zh.md"), InlineData("docs/draft-horses.md"),
        InlineData("docs/drafting/a.md"), InlineData("a.zh.md")]
    public void Are_not_seen_in_other_names(string path) => Assert.Empty(Of(path, "title: T"));

    [Fact]
    public void Are_told_with_their_lines_and_without_passwords()
    {
        var notes = Of("docs/a.md", "title: T\npassword: hunter2\nstatus: private", "Free.\n\n{{% hugo-encryptor \"hunter2\" %}}\nClosed.\n{{% /hugo-encryptor %}}\n");

        Assert.Equal(["8 hugo-encryptor", "3 password", "4 status: private"], notes.Select(n => string.Join(' ', n.Args)));
        Assert.All(notes, n => Assert.False(n.IsError));
    }

    private static IReadOnlyList<ImportNote> Of(string path, string front, string body = "Words.\n")
    {
        var (head, text) = FrontMatter.Split($"---\n{front}\n---\n{body}");
        return ClosedSigns.Of(path, head, text);
    }
}
