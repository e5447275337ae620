"use strict";
// Every htmx request carries the CSRF token; the cookie is read each time because signing in changes it.
document.addEventListener("htmx:configRequest", (event) => {
  const cookie = document.cookie.split("; ").find((part) => /^(__Host-)?csrftoken=/.test(part));
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  const token = cookie ? cookie.slice(cookie.indexOf("=") + 1) : field?.value;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});

// A form that waited while somebody signed in again in another tab still carries the old token.
document.addEventListener("submit", (event) => {
  const cookie = document.cookie.split("; ").find((part) => /^(__Host-)?csrftoken=/.test(part));
  const field = event.target.querySelector("input[name=csrfmiddlewaretoken]");
  if (cookie && field && event.target.method === "post") field.value = cookie.slice(cookie.indexOf("=") + 1);
});
