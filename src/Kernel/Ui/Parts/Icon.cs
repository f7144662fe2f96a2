using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Guildhall.Kernel.Ui.Parts;

/// <summary>A decorative icon; the words beside it, or an <c>aria-label</c> on the control, carry the meaning.</summary>
public sealed class Icon : IComponent
{
    private RenderHandle handle;
    private string name = "";

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    public void Attach(RenderHandle renderHandle) => handle = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        name = parameters.GetValueOrDefault<string>(nameof(Name)) ?? "";
        handle.Render(Draw);
        return Task.CompletedTask;
    }

    private void Draw(RenderTreeBuilder builder) => builder.AddMarkupContent(0, IconShapes.Markup(name));
}
