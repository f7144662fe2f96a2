using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Ui.Forms;

/// <summary>
/// Something that a module helps to put into a text: a page with a form, which leads on to a page that gives the line to insert in an
/// element with <c>data-line</c>. The composer opens the form in a dialog and inserts the line; without script the link opens the page,
/// and the line is copied by hand.
/// </summary>
/// <param name="Text">A key of the text catalogue.</param>
/// <param name="Href">With <c>{community}</c> and <c>{space}</c>, for which the slugs are put.</param>
/// <param name="Icon">A name of <c>Guildhall.Kernel.Ui.Parts.Icon</c>.</param>
public sealed record ComposerTool([Localizable(true)] string Text, string Href, string Icon);

/// <summary>The tools of all modules.</summary>
public sealed class ComposerTools(IEnumerable<ComposerTool> all)
{
    /// <summary>In the order of the modules.</summary>
    public IReadOnlyList<ComposerTool> All { get; } = [.. all];
}

/// <summary>For a module's services.</summary>
public static class ComposerToolServices
{
    public static IServiceCollection AddComposerTool(
        this IServiceCollection services, [Localizable(true)] string text, string href, string icon) =>
        services.AddSingleton(new ComposerTool(text, href, icon));
}
