using System.Reflection;
using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>
/// A page reads in <see cref="LoadedPage.LoadAsync"/>: in OnInitializedAsync it would be drawn before its data is there, on PostgreSQL
/// only.
/// </summary>
[Trait("Database", "none")]
public class Page_rules
{
    [Fact]
    public void No_page_is_drawn_before_its_data_is_there()
    {
        var pages = Guildhall.Web.Modules.All.Assemblies.SelectMany(a => a.GetTypes()).Where(IsPage).ToList();

        Assert.NotEmpty(pages);
        Assert.Empty(pages.Where(ReadsWhileDrawn).Select(p => p.FullName));
    }

    [Fact]
    public void The_rule_rejects_a_page_that_reads_while_it_is_drawn()
    {
        Assert.True(IsPage(typeof(EarlyPage)));
        Assert.True(ReadsWhileDrawn(typeof(EarlyPage)));
        Assert.False(ReadsWhileDrawn(typeof(PatientPage)));
    }

    private static bool IsPage(Type type) => type.IsDefined(typeof(RouteAttribute), inherit: false);

    private static bool ReadsWhileDrawn(Type page) =>
        page.GetMethod("OnInitializedAsync", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    [Route("/early")]
    private sealed class EarlyPage : ComponentBase
    {
        protected override Task OnInitializedAsync() => Task.CompletedTask;
    }

    [Route("/patient")]
    private sealed class PatientPage : LoadedPage
    {
        protected override Task LoadAsync() => Task.CompletedTask;
    }
}
