using System.Reflection;
using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>
/// A page or a part reads in <see cref="LoadedPage.LoadAsync"/>: in OnInitializedAsync it would be drawn before its data is there, and read
/// while the part beside it reads, both on PostgreSQL only.
/// </summary>
[Trait("Database", "none")]
public class Page_rules
{
    [Fact]
    public void No_page_is_drawn_before_its_data_is_there()
    {
        // The frame around pages is drawn before them and reads first.
        var pages = Guildhall.Web.Modules.All.Assemblies.Where(a => a != typeof(LoadedPage).Assembly).SelectMany(a => a.GetTypes())
            .Where(IsComponent).ToList();

        Assert.NotEmpty(pages);
        Assert.Empty(pages.Where(ReadsWhileDrawn).Select(p => p.FullName));
    }

    [Fact]
    public void The_rule_rejects_a_page_that_reads_while_it_is_drawn()
    {
        Assert.True(IsComponent(typeof(EarlyPage)));
        Assert.True(ReadsWhileDrawn(typeof(EarlyPage)));
        Assert.True(ReadsWhileDrawn(typeof(RestlessPart)));
        Assert.False(ReadsWhileDrawn(typeof(PatientPage)));
    }

    private static bool IsComponent(Type type) => type.IsAssignableTo(typeof(IComponent));

    private static bool ReadsWhileDrawn(Type page) =>
        new[] { "OnInitializedAsync", "OnParametersSetAsync" }.Any(name =>
            page.GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null);

    [Route("/early")]
    private sealed class EarlyPage : ComponentBase
    {
        protected override Task OnInitializedAsync() => Task.CompletedTask;
    }

    private sealed class RestlessPart : ComponentBase
    {
        protected override Task OnParametersSetAsync() => Task.CompletedTask;
    }

    [Route("/patient")]
    private sealed class PatientPage : LoadedPage
    {
        protected override Task LoadAsync() => Task.CompletedTask;
    }
}
