using System.Text.Encodings.Web;
using Guildhall.Kernel.Contracts.Communities;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Ui.Layout;

/// <summary>
/// A part that is drawn once for all who see the same, and repeated as markup: a menu or a form costs more to draw than to write. What is
/// in it depends on where it is kept, on the language, on <see cref="Key"/>, and on what is filled in; on nothing else, and on nobody.
/// </summary>
public sealed class DrawnOnce : IComponent
{
    private RenderHandle _handle;

    /// <summary>Where it is kept; <c>null</c> where it is not: then it is drawn every time.</summary>
    [Parameter, EditorRequired] public DrawnParts? In { get; set; }

    /// <summary>Name of the part, and what it depends on.</summary>
    [Parameter, EditorRequired] public string Key { get; set; } = "";

    /// <summary>What differs from page to page, as text or whole attributes.</summary>
    [Parameter] public IReadOnlyList<string> Filled { get; set; } = [];

    /// <summary>Is told what to write for each of <see cref="Filled"/>: the value, or the mark of a gap.</summary>
    [Parameter, EditorRequired] public RenderFragment<IReadOnlyList<string>> ChildContent { get; set; } = null!;

    [Inject] private Drawing Drawing { get; set; } = null!;

    void IComponent.Attach(RenderHandle renderHandle) => _handle = renderHandle;

    async Task IComponent.SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (In is null)
        {
            _handle.Render(ChildContent(Filled));
            return;
        }
        var key = $"{Key}|{Drawing.Texts.Language}";
        if (In.Find(key) is not { } markup)
            In.Keep(key, markup = new DrawnMarkup(await DrawAsync()));
        var filled = markup.Fill(Filled, Drawing.Encoder);
        _handle.Render(builder => builder.AddMarkupContent(0, filled));
    }

    /// <summary>By a renderer of its own, with the services of this request.</summary>
    private async Task<string> DrawAsync()
    {
        string[] gaps = [.. Filled.Select((_, i) => DrawnMarkup.Gap(i))];
        var content = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Content.Body)] = ChildContent(gaps) });
        await using var renderer = new HtmlRenderer(Drawing.Services, Drawing.Logs);
        var drawn = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Content>(content)).ToHtmlString());
        // It would be handed to others.
        return FormToken.StandsIn(drawn) ? throw new InvalidOperationException($"The part {Key} holds somebody's form token.") : drawn;
    }

    private sealed class Content : IComponent
    {
        private RenderHandle _handle;

        [Parameter] public RenderFragment Body { get; set; } = null!;

        public void Attach(RenderHandle renderHandle) => _handle = renderHandle;

        public Task SetParametersAsync(ParameterView parameters)
        {
            parameters.SetParameterProperties(this);
            _handle.Render(Body);
            return Task.CompletedTask;
        }
    }
}

/// <summary>What drawing needs of its request, as one service: pages have many parts.</summary>
public sealed record Drawing(Texts Texts, HtmlEncoder Encoder, IServiceProvider Services, ILoggerFactory Logs);

/// <summary>The token of the forms of this page, to fill into parts that are drawn once.</summary>
public sealed class FormToken(AntiforgeryStateProvider state)
{
    /// <summary>Name of its field.</summary>
    public const string Field = "__RequestVerificationToken";

    private string? _value;

    /// <summary>The same in all forms of the page; empty where none is needed.</summary>
    public string Value => _value ??= state.GetAntiforgeryToken()?.Value ?? "";

    /// <summary>Whether one stands in a markup, where there should be a gap for it.</summary>
    internal static bool StandsIn(string markup)
    {
        for (var at = Next(0); at >= 0; at = Next(at + 1))
            if (!markup.AsSpan(at + Field.Length).StartsWith($"\" value=\"{DrawnMarkup.Mark}", StringComparison.Ordinal))
                return true;
        return false;

        int Next(int from) => markup.IndexOf(Field, from, StringComparison.Ordinal);
    }
}

/// <summary>Parts that depend on nothing but the language and what is filled in, for the whole process.</summary>
public sealed class DrawnForAll
{
    /// <summary>Where they are kept.</summary>
    public DrawnParts Parts { get; } = new();
}
