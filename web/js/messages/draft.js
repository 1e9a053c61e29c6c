// @ts-check
// What the dialog opens with for a file: the article, or what is wrong with it.

import { articleFromFile } from "../pure/article_file.js";
import { messages } from "./index.js";

/**
 * @param {string} name  file name
 * @param {string} content
 * @returns {{text?: string, title?: string, date?: string, source?: string, url?: string, problem?: string}}
 */
export function draftFromFile(name, content) {
  const article = articleFromFile(name, content);
  if ("problem" in article) return { problem: messages.add.fileProblems[article.problem](name) };
  return { title: "", date: "", ...article.document };
}
