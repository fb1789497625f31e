// The door, where this site has one: an access token opens it.

import { change } from "./api.js";
import { byId, h } from "./dom.js";

/** Shows the form in place of everything else; resolves once the token was taken. */
export function signedIn() {
  const field = h("input.field", {
    id: "token",
    type: "password",
    autocomplete: "current-password",
    required: true,
    "aria-describedby": "token-says",
  });
  const says = h("p.says", { id: "token-says", role: "alert" });
  const enter = h("button.strong-button", "Sign in");
  enter.type = "submit";
  const form = h(
    "form.sign-in",
    h("h1", "Sign in to Sightline"),
    h("p", "Whoever runs this helpdesk has an access token for you."),
    h("label", { for: "token" }, "Access token"),
    field,
    says,
    enter,
  );
  document.body.dataset.view = "sign-in";
  byId("welcome").hidden = true;
  byId("main").append(form);
  field.focus();
  return new Promise((resolve) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        await change("POST", "/api/session", { token: field.value });
        form.remove();
        resolve();
      } catch (error) {
        says.textContent = error.message;
        field.select();
      }
    });
  });
}
