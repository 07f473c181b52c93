import vine from '@vinejs/vine'
import { text } from '#app/http/fields'
import { page } from '#app/http/pagination'

export const albumsPageValidator = vine.create(page)

export const albumValidator = vine.create({ title: text().trim().minLength(1).maxLength(200) })
